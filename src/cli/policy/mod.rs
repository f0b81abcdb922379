//! `localyun policy`: what policies decide, what in them does nothing, and which policy a run needs.

mod check;
mod lint;
mod suggest;

use std::{
    fs,
    io::{self, Read},
    process::ExitCode,
};

use clap::{Args, Subcommand};
use serde_json::Value;

pub use suggest::{Suggest, suggest};

use crate::{
    cli::{ask, fail, server::DEFAULT_ENDPOINT},
    config::MAX_REQUEST,
    wire::query,
};

/// Asks about policies.
#[derive(Subcommand, Clone, Debug)]
pub enum Policy {
    /// Says whether policies allow an action on a resource. The exit status is 0 if they do, 1 if they do not, and 2 on
    /// any error.
    Check(check::Check),
    /// Finds what in policies does nothing: unknown actions, resources that match nothing, redundant statements,
    /// conditions that never hold. The exit status is 0 if nothing is found, 1 if something is, and 2 on any error.
    Lint(lint::Lint),
    /// Prints the least-privilege policy that the calls of a run needed.
    Suggest(Suggest),
    /// Makes `suggest` count further calls only.
    Forget(Server),
}

/// Which server to ask, and in which of its worlds.
#[derive(Args, Clone, Debug)]
pub struct Server {
    /// The server to ask.
    #[arg(
        long,
        env = "LOCALYUN_ENDPOINT",
        value_name = "URL",
        value_parser = ask::endpoint,
        default_value = DEFAULT_ENDPOINT
    )]
    pub endpoint: String,

    /// The id of the world; the first one unless given.
    #[arg(long, value_name = "ID")]
    pub world: Option<String>,
}

/// The form in which something is printed.
#[derive(clap::ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For people.
    Text,
    /// For programs.
    Json,
}

/// Does what a command says.
pub(super) fn run(command: &Policy) -> ExitCode {
    match command {
        Policy::Check(options) => check::run(options),
        Policy::Lint(options) => lint::run(options),
        Policy::Suggest(options) => suggest::run(options),
        Policy::Forget(server) => match server.post("policy/forget", Vec::new()) {
            Ok(_) => ExitCode::SUCCESS,
            Err(why) => failed(&why),
        },
    }
}

/// Says why there is no answer; the status is 2.
fn failed(why: &dyn std::fmt::Display) -> ExitCode {
    fail(why);
    ExitCode::from(2)
}

impl Server {
    fn path(&self, operation: &str, query: &[(&str, &str)]) -> String {
        let world = self.world.as_deref().map(|it| ("world", it));
        let all: Vec<_> = query.iter().copied().chain(world).collect();
        format!("/_localyun/{operation}?{}", query::write(&all))
    }

    /// What it answers to a GET, or why it does not.
    pub(crate) fn get(&self, operation: &str, query: &[(&str, &str)]) -> Result<Value, String> {
        self.read(ask::fetch(&self.endpoint, &self.path(operation, query)))
    }

    /// What it answers to a POST of `body`, or why it does not.
    pub(crate) fn post(&self, operation: &str, body: Vec<u8>) -> Result<Value, String> {
        self.read(ask::post(&self.endpoint, &self.path(operation, &[]), body))
    }

    fn read(&self, answer: Result<String, ask::Failed>) -> Result<Value, String> {
        let answer = answer.map_err(|failed| failed.said(&self.endpoint))?;
        serde_json::from_str(&answer)
            .map_err(|_| format!("{} does not answer as Localyun does", self.endpoint))
    }
}

/// The text of a file; `-` is the standard input.
fn read(file: &str) -> Result<String, String> {
    if file == "-" {
        let mut text = String::new();
        let read = io::stdin().take(MAX_REQUEST).read_to_string(&mut text);
        return read.map(|_| text).map_err(|e| format!("cannot read the standard input: {e}"));
    }
    fs::read_to_string(file).map_err(|e| format!("cannot read {file}: {e}"))
}
