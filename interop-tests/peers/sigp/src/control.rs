//! The commands: one JSON object a line in, one out, in any order.

use std::{sync::Arc, time::Duration};

use discv5::{Discv5, Enr, NodeContact};
use enr::NodeId;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt, BufReader};

/// Every command is answered within 5 s.
const ANSWER_LIMIT: Duration = Duration::from_millis(4800);

/// Says that the node is ready, then follows commands until `quit` or the end of stdin.
pub async fn run(node: Arc<Discv5>) -> Result<(), String> {
    let own = node.local_enr();
    let port = own.udp4().or(own.udp6());
    write(json!({"event": "ready", "enr": own.to_base64(), "nodeId": octets(own.node_id().raw()), "port": port}));

    let mut lines = BufReader::new(tokio::io::stdin()).lines();
    while let Some(line) = lines.next_line().await.map_err(|error| format!("stdin: {error}"))? {
        let command: Value = match serde_json::from_str(&line) {
            Ok(command) => command,
            Err(error) => {
                write(json!({"id": null, "error": format!("no JSON: {error}")}));
                continue;
            }
        };
        if command["do"] == "quit" {
            break;
        }
        tokio::spawn(answer(node.clone(), command));
    }
    Ok(())
}

async fn answer(node: Arc<Discv5>, command: Value) {
    let result = match tokio::time::timeout(ANSWER_LIMIT, execute(&node, &command)).await {
        Ok(result) => result,
        Err(_) => Err("no result within 5 s".into()),
    };
    write(match result {
        Ok(value) => json!({"id": command["id"], "result": value}),
        Err(error) => json!({"id": command["id"], "error": error}),
    });
}

async fn execute(node: &Discv5, command: &Value) -> Result<Value, String> {
    match text(command, "do")? {
        "ping" => {
            let pong = node.send_ping(reachable(node, command)?).await.map_err(|error| error.to_string())?;
            Ok(json!({"enrSeq": pong.enr_seq, "ip": pong.ip, "port": pong.port}))
        }
        // Of a split answer the crate hands out the first packet and drops the others.
        "findnode" => node
            .find_node_designated_peer(record(command)?, distances(command)?)
            .await
            .map(texts)
            .map_err(|error| error.to_string()),
        "talk" => {
            let contact = contact(node, record(command)?)?;
            let (protocol, payload) = (bytes(command, "protocol")?, bytes(command, "payload")?);
            node.talk_req(contact, protocol, payload).await.map(octets).map_err(|error| error.to_string())
        }
        "lookup" => node.find_node(target(command)?).await.map(texts).map_err(|error| error.to_string()),
        "table" => Ok(texts(node.table_entries_enr())),
        "self" => Ok(json!(node.local_enr().to_base64())),
        "add" => node.add_enr(record(command)?).map(|()| json!(true)).map_err(String::from),
        "setEntry" => {
            let value = bytes(command, "value")?;
            node.enr_insert(text(command, "key")?, &value.as_slice()).map_err(|error| error.to_string())?;
            Ok(json!(node.local_enr().to_base64()))
        }
        verb => Err(format!("no such command: {verb}")),
    }
}

fn text<'a>(command: &'a Value, name: &str) -> Result<&'a str, String> {
    command[name].as_str().ok_or_else(|| format!("{name} is not a text"))
}

fn bytes(command: &Value, name: &str) -> Result<Vec<u8>, String> {
    let digits = text(command, name)?.strip_prefix("0x").ok_or_else(|| format!("{name} does not begin with 0x"))?;
    hex::decode(digits).map_err(|error| format!("{name}: {error}"))
}

fn distances(command: &Value) -> Result<Vec<u64>, String> {
    let list = command["distances"].as_array().ok_or("distances is not a list")?;
    list.iter().map(|distance| distance.as_u64().ok_or_else(|| format!("no distance: {distance}"))).collect()
}

/// The crate would take fewer octets too and fill up with zeros.
fn target(command: &Value) -> Result<NodeId, String> {
    let id: [u8; 32] = bytes(command, "target")?.try_into().map_err(|_| "target is not 32 octets")?;
    Ok(NodeId::from(id))
}

fn record(command: &Value) -> Result<Enr, String> {
    text(command, "enr")?.parse().map_err(|error| format!("enr: {error}"))
}

/// A ping to a record without endpoint is dropped by the crate without an error of its own.
fn reachable(node: &Discv5, command: &Value) -> Result<Enr, String> {
    let record = record(command)?;
    contact(node, record.clone()).map(|_| record)
}

fn contact(node: &Discv5, record: Enr) -> Result<NodeContact, String> {
    NodeContact::try_from_enr(record, node.ip_mode())
        .map_err(|_| "enr: it has no UDP endpoint of this peer's IP version".into())
}

fn texts(records: Vec<Enr>) -> Value {
    records.iter().map(Enr::to_base64).collect()
}

fn octets(value: impl AsRef<[u8]>) -> Value {
    json!(format!("0x{}", hex::encode(value)))
}

fn write(line: Value) {
    println!("{line}");
}
