//! `localyun exec`: a command whose calls to the cloud are answered here.

use std::{
    ffi::OsString,
    io,
    path::PathBuf,
    process::{ExitCode, ExitStatus},
};

use clap::Args;
use tokio::{process::Command, runtime};

use super::{
    ask,
    env::{self, Place},
    fail, seed,
};
use crate::{
    clients::{Client, Variable},
    config,
    embedded::{Localyun, Options},
    serve::signals,
};

/// The exit status of a command that cannot be run, as shells have it.
const CANNOT_RUN: u8 = 126;
const NOT_FOUND: u8 = 127;

/// The command, and where its calls are answered.
#[derive(Args)]
#[command(after_help = "Examples:
  localyun exec -- python app.py
  localyun exec --world new -- pytest -n 4    in a world of its own, which is dropped afterwards
  localyun exec --seed cloud.yaml -- npm test

A server that runs at --endpoint is used. Without one, a server is started that keeps nothing, and stopped after the command.
The exit status is that of the command; 128 + the number of the signal that ended it; 126 or 127 if it cannot be run.")]
pub(super) struct Exec {
    #[command(flatten)]
    place: Place,

    /// Starts a server of its own, even if one runs.
    #[arg(long)]
    own: bool,

    /// A seed file that the server begins with that is started. May be repeated.
    #[arg(long = "seed", value_name = "FILE")]
    seeds: Vec<PathBuf>,

    /// The command and its arguments.
    #[arg(trailing_var_arg = true, required = true, value_name = "COMMAND")]
    command: Vec<OsString>,
}

/// Runs the command, and answers its exit status.
pub(super) fn run(asked: &Exec) -> ExitCode {
    let place = &asked.place;
    let runs = !asked.own && ask::get(place.url(), "/_localyun/health").is_ok();
    let own = match (runs, asked.seeds.is_empty()) {
        (true, true) => None,
        (true, false) => {
            return fail(
                &"a server runs: apply the seeds to it with `localyun seed apply`, or start one with --own",
            );
        }
        (false, _) => match start(asked) {
            Ok(own) => Some(own),
            Err(why) => return fail(&why),
        },
    };
    let url = own.as_ref().map_or(place.url(), Localyun::url);
    let to = match place.destination(url) {
        Ok(to) => to,
        Err(why) => return fail(&why),
    };
    let status = env::settings(Client::Shell, &to, &place.tls())
        .and_then(|variables| carried_out(&asked.command, &variables));
    if let (Some("new"), Some(world), None) = (place.world.as_deref(), &to.world, &own) {
        let _ = ask::delete(url, &format!("/_localyun/worlds/{world}"));
    }
    if let Some(own) = &own {
        for (host, seen) in own.app().proxy.seen().into_iter().filter(|(_, it)| it.refused > 0) {
            eprintln!(
                "localyun: {host} was refused {} times: it is no host of the cloud",
                seen.refused
            );
        }
    }
    match status {
        Ok(status) => status,
        Err(why) => fail(&why),
    }
}

/// A server that keeps nothing.
fn start(asked: &Exec) -> Result<Localyun, String> {
    let seeds = seed::load_all(&asked.seeds)?;
    let options = Options { tls: asked.place.tls(), seeds, ..Options::default() };
    Localyun::with(options).map_err(|e| e.to_string())
}

/// Runs a command with these variables to its end. Signals that reach this process reach the command too.
fn carried_out(command: &[OsString], variables: &[Variable]) -> Result<ExitCode, String> {
    let (program, arguments) = command.split_first().ok_or("name a command")?;
    let runtime = runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|e| e.to_string())?;
    runtime.block_on(async {
        let mut command = Command::new(program);
        command.args(arguments);
        for variable in variables {
            let former = config::variable(variable.name);
            command.env(variable.name, variable.over(former.as_deref()));
        }
        // It has its own key.
        for other in ["ALIBABA_CLOUD_SECURITY_TOKEN", "ALICLOUD_SECURITY_TOKEN"] {
            command.env_remove(other);
        }
        let mut child = match command.spawn() {
            Ok(child) => child,
            Err(e) => {
                eprintln!("localyun: cannot run {}: {e}", program.display());
                let missing = e.kind() == io::ErrorKind::NotFound;
                return Ok(ExitCode::from(if missing { NOT_FOUND } else { CANNOT_RUN }));
            }
        };
        let id = child.id();
        let ended = signals::passed_on(id, child.wait()).await;
        ended.map(status).map_err(|e| e.to_string())
    })
}

/// The exit status that stands for the end of a command.
fn status(ended: ExitStatus) -> ExitCode {
    #[cfg(unix)]
    if let Some(signal) = std::os::unix::process::ExitStatusExt::signal(&ended) {
        return ExitCode::from(u8::try_from(128 + signal).unwrap_or(u8::MAX));
    }
    ExitCode::from(ended.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(1))
}
