//! `localyun mcp`: a server of the Model Context Protocol on the standard input and output, by which an agent calls actions
//! and sees and sets what the control API does.
//!
//! The protocol: <https://modelcontextprotocol.io/specification>.

mod handler;
mod tools;

use std::{net::SocketAddr, process::ExitCode};

use clap::Args;
use rmcp::{ServiceExt, transport::stdio};
use tokio::runtime;

use self::handler::Handler;
use super::{
    ask, fail,
    server::{Server, place},
};
use crate::embedded::{Localyun, Options};

/// Which server the tools ask.
#[derive(Args)]
#[command(after_help = "Examples:
  localyun mcp                                tools about the server on port 4800, which is started if none runs
  localyun mcp --endpoint http://127.0.0.1:4900

In the settings of an agent:
  {\"mcpServers\": {\"localyun\": {\"command\": \"localyun\", \"args\": [\"mcp\"]}}}

A server that is started keeps nothing, and stops with the command.")]
pub(super) struct Mcp {
    #[command(flatten)]
    server: Server,
}

/// Serves until the standard input ends.
pub(super) fn run(asked: &Mcp) -> ExitCode {
    match served(&asked.server.endpoint) {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => fail(&why),
    }
}

fn served(endpoint: &str) -> Result<(), String> {
    let own = match ask::fetch(endpoint, "/_localyun/health") {
        Ok(_) => None,
        Err(failed) if failed.answered => return Err(failed.said(endpoint)),
        Err(failed) => Some(started(endpoint, &failed.text)?),
    };
    let endpoint = own.as_ref().map_or(endpoint, Localyun::url);
    let runtime = runtime::Builder::new_current_thread().enable_all().build();
    runtime.map_err(|e| e.to_string())?.block_on(async {
        let running = Handler::new(endpoint).serve(stdio()).await.map_err(|e| e.to_string())?;
        running.waiting().await.map(drop).map_err(|e| e.to_string())
    })
}

/// A server that keeps nothing, at an endpoint of this machine where none answers.
fn started(endpoint: &str, why: &str) -> Result<Localyun, String> {
    let at = place(endpoint).and_then(|(name, port)| {
        let name = if name.eq_ignore_ascii_case("localhost") { "127.0.0.1" } else { name };
        Some(SocketAddr::new(name.parse().ok()?, port))
    });
    match at.filter(|at| at.ip().is_loopback() && !endpoint.starts_with("https:")) {
        Some(listen) => {
            let started = Localyun::with(Options { listen, ..Options::default() });
            started.map_err(|e| format!("{e}; name another endpoint with --endpoint"))
        }
        None => Err(ask::no_answer(endpoint, why)),
    }
}
