//! The node: what of the library's defaults is changed, and what it does unasked.

use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use discv5::{ConfigBuilder, Discv5, Enr, Event, ListenConfig, PermitBanList, TalkRequest};
use enr::{CombinedKey, NodeId};
use tokio::{net::UdpSocket, sync::mpsc::Receiver};

use crate::Arguments;

/// Below the 5 s within which each command is answered, so that a look-up that meets silent nodes still has a result.
const QUERY_TIMEOUT: Duration = Duration::from_secs(4);
/// The crate starts no look-up by itself and leaves that to the program around it.
const LOOKUP_INTERVAL: Duration = Duration::from_secs(5);

/// Binds the socket, then starts the node on it.
pub async fn start(arguments: Arguments) -> Result<Arc<Discv5>, String> {
    let Arguments { mut key, ip, port, seq, bootnodes } = arguments;
    let socket = UdpSocket::bind((ip, port)).await.map_err(|error| format!("cannot bind {ip} {port}: {error}"))?;
    let address = socket.local_addr().map_err(|error| error.to_string())?;
    let key = CombinedKey::secp256k1_from_bytes(&mut key).map_err(|error| format!("KEY: {error}"))?;
    let record = record(&key, address, seq)?;

    let mut node = Discv5::new(record, key, config(ip, socket))?;
    node.start().await.map_err(|error| error.to_string())?;
    let node = Arc::new(node);
    let events = node.event_stream().await.map_err(|error| error.to_string())?;
    tokio::spawn(follow(node.clone(), events));

    if !bootnodes.is_empty() {
        for bootnode in bootnodes {
            node.add_enr(bootnode)?;
        }
        tokio::spawn(join(node.clone()));
    }
    Ok(node)
}

fn record(key: &CombinedKey, address: SocketAddr, seq: u64) -> Result<Enr, String> {
    let mut builder = Enr::builder();
    builder.seq(seq).ip(address.ip());
    match address {
        SocketAddr::V4(_) => builder.udp4(address.port()),
        SocketAddr::V6(_) => builder.udp6(address.port()),
    };
    builder.build(key).map_err(|error| error.to_string())
}

/// The defaults have no packet filter and no limit on nodes per IP address; both would make loopback impossible.
fn config(ip: IpAddr, socket: UdpSocket) -> discv5::Config {
    let socket = Some(Arc::new(socket));
    let listen = match ip {
        IpAddr::V4(_) => ListenConfig::FromSockets { ipv4: socket, ipv6: None },
        IpAddr::V6(_) => ListenConfig::FromSockets { ipv4: None, ipv6: socket },
    };
    ConfigBuilder::new(listen)
        // A record at a distance that was not asked for bans the IP address of its sender, filter or no filter, for an
        // hour. On loopback that is the address of all peers. A shorter `ban_duration` would not do, since what is
        // over is looked for every 5 minutes only; a permitted address passes whatever the list of bans says.
        .permit_ban_list(PermitBanList { permit_ips: [ip].into(), ..PermitBanList::default() })
        // The record says what the command line said, whatever the PONGs say.
        .disable_enr_update()
        .query_timeout(QUERY_TIMEOUT)
        .build()
}

async fn follow(node: Arc<Discv5>, mut events: Receiver<Event>) {
    while let Some(event) = events.recv().await {
        match event {
            // The ban of an IP address bans the node ID too. A session comes before any answer that could earn one.
            Event::SessionEstablished(peer, _) => node.permit_node(&peer.node_id()),
            Event::TalkRequest(request) => answer(request),
            _ => {}
        }
    }
}

fn answer(request: TalkRequest) {
    let payload = if request.protocol() == b"echo" { request.body().to_vec() } else { Vec::new() };
    if let Err(error) = request.respond(payload) {
        eprintln!("sigp-peer: TALKREQ not answered: {error}");
    }
}

/// Looks up its own ID, then random ones: each node asked enters the table once its handshake is done.
async fn join(node: Arc<Discv5>) {
    let mut ticks = tokio::time::interval(LOOKUP_INTERVAL);
    let mut target = node.local_enr().node_id();
    loop {
        ticks.tick().await;
        if let Err(error) = node.find_node(target).await {
            eprintln!("sigp-peer: look-up failed: {error}");
        }
        target = NodeId::random();
    }
}
