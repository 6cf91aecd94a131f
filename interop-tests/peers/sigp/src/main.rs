//! One node of sigp's `discv5` crate, told what to do in JSON lines on stdin.
//!
//! `sigp-peer KEY IP PORT SEQ [BOOTNODE_ENR...]`; port 0 is any free one. JSON lines only on stdout, logs on stderr.

mod control;
mod node;

use std::{net::IpAddr, process::ExitCode, str::FromStr};

use discv5::Enr;

/// What the command line says.
struct Arguments {
    key: [u8; 32],
    ip: IpAddr,
    port: u16,
    seq: u64,
    bootnodes: Vec<Enr>,
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    tracing_subscriber::fmt()
        .with_writer(std::io::stderr)
        .with_ansi(false)
        .with_max_level(tracing_subscriber::filter::LevelFilter::WARN)
        .init();
    match run().await {
        // Not a return: the runtime would wait for the thread that reads stdin, which only the next line ends.
        Ok(()) => std::process::exit(0),
        Err(error) => {
            eprintln!("sigp-peer: {error}");
            ExitCode::from(2)
        }
    }
}

async fn run() -> Result<(), String> {
    let arguments = Arguments::parse(std::env::args().skip(1).collect())?;
    let node = node::start(arguments).await?;
    control::run(node).await
}

impl Arguments {
    fn parse(texts: Vec<String>) -> Result<Self, String> {
        let [key, ip, port, seq, bootnodes @ ..] = texts.as_slice() else {
            return Err("usage: sigp-peer KEY IP PORT SEQ [BOOTNODE_ENR...]".into());
        };
        let mut secret = [0; 32];
        hex::decode_to_slice(key, &mut secret).map_err(|error| format!("KEY is not 64 hex digits: {error}"))?;
        Ok(Arguments {
            key: secret,
            ip: parse("IP", ip)?,
            port: parse("PORT", port)?,
            seq: parse("SEQ", seq)?,
            bootnodes: bootnodes.iter().map(|enr| parse("BOOTNODE_ENR", enr)).collect::<Result<_, _>>()?,
        })
    }
}

fn parse<T: FromStr>(name: &str, text: &str) -> Result<T, String>
where
    T::Err: std::fmt::Display,
{
    text.parse().map_err(|error| format!("{name} {text}: {error}"))
}
