//! `localyun policy`: asks a running server what its recorded run needed.

use std::{
    io::{Read, Write},
    net::TcpStream,
    time::Duration,
};

use clap::{Args, Subcommand};
use serde_json::Value;

use crate::sign::encode::percent;

/// Asks a running server about policies.
#[derive(Subcommand, Clone, Debug)]
pub enum Policy {
    /// Prints the least policy that a run under `--iam audit` needed.
    Suggest(Suggest),
}

/// What to suggest a policy for, and which server to ask.
#[derive(Args, Clone, Debug)]
pub struct Suggest {
    /// Where the server listens.
    #[arg(
        long,
        env = "LOCALYUN_SERVER",
        value_name = "URL",
        default_value = "http://127.0.0.1:4800"
    )]
    pub server: String,

    /// Only what this caller asked for: `acs:ram::1000000000000001:user/alice`.
    #[arg(long, value_name = "ARN")]
    pub principal: Option<String>,

    /// Only what the policies of the caller do not allow yet.
    #[arg(long)]
    pub missing: bool,
}

/// The policy, or why there is none.
pub fn suggest(options: &Suggest) -> Result<String, String> {
    let host = options.server.trim_end_matches('/');
    let host = host
        .strip_prefix("http://")
        .ok_or_else(|| format!("{host} is no address such as http://127.0.0.1:4800"))?;
    let mut path = "/_localyun/policy/suggest?".to_owned();
    if let Some(principal) = &options.principal {
        let mut encoded = Vec::new();
        percent(&mut encoded, principal.as_bytes());
        path.extend(["principal=", &String::from_utf8_lossy(&encoded), "&"]);
    }
    path += if options.missing { "missing=true" } else { "" };
    let answer = get(host, &path).map_err(|e| format!("cannot reach http://{host}: {e}"))?;
    let body = answer.split_once("\r\n\r\n").map(|(_, body)| body).unwrap_or_default();
    let value: Value = serde_json::from_str(body)
        .map_err(|_| format!("http://{host} does not answer as Localyun does"))?;
    if let Some(error) = value["error"].as_str() {
        return Err(error.to_owned());
    }
    if value["left_out"].as_u64().is_some_and(|n| n > 0) {
        eprintln!("localyun: there was no room to record every question; the policy may lack some");
    }
    if value["policy"].is_null() {
        return Err("the policies allow everything that was asked for".into());
    }
    let text = serde_json::to_string_pretty(&value["policy"]).map_err(|e| e.to_string())?;
    Ok(text + "\n")
}

/// The whole answer to one request.
fn get(host: &str, path: &str) -> std::io::Result<String> {
    let mut stream = TcpStream::connect(host)?;
    stream.set_read_timeout(Some(Duration::from_secs(10)))?;
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n")?;
    let mut answer = String::new();
    stream.read_to_string(&mut answer)?;
    Ok(answer)
}
