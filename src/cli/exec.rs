//! `localyun exec`: a command whose calls to the cloud are answered here.

use std::{
    ffi::OsString,
    io,
    path::{Path, PathBuf},
    process::{ExitCode, ExitStatus},
};

use clap::Args;
use tempfile::TempDir;
use tokio::{process::Command, runtime};

use super::{
    ask,
    env::{self, Place},
    fail,
    output::Output,
    progress::Progress,
    seed, serve,
};
use crate::{
    clients::{Client, Destination, Variable},
    config::{self, Iam, Imds},
    embedded::{Localyun, Options},
    hermetic::{self, Network, Report},
    serve::signals::PassedOn,
    world::Settings,
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
  localyun exec --seed cloud.yaml --instance i-web-1 --credentials metadata -- ./agent
  localyun exec --hermetic --fail-on-leak -- dotnet test

A server that runs at --endpoint is used. Without one, a server is started that keeps nothing, and stopped after the command.

The exit status is that of the command; 128 + the number of the signal that ended it; 126 or 127 if it cannot be run; 1 if \
it succeeded but something tried to leave, with --fail-on-leak.")]
#[expect(clippy::struct_excessive_bools, reason = "each is an option of the command line")]
pub(super) struct Exec {
    #[command(flatten)]
    place: Place,

    /// Starts a server of its own, even if one runs.
    #[arg(long)]
    own: bool,

    /// A seed file with which the server begins, if one is started. May be repeated.
    #[arg(long = "seed", value_name = "FILE")]
    seeds: Vec<PathBuf>,

    /// Appends every call to this file, a line of JSON each; for a server that is started.
    #[arg(long, value_name = "FILE")]
    journal: Option<PathBuf>,

    /// What to do with calls that the policies of RAM do not allow; for a server that is started.
    #[arg(long, value_enum, value_name = "MODE")]
    iam: Option<Iam>,

    /// The ECS instance on which the command runs, as far as the metadata service can tell: its ids, its user data, and, with
    /// `--credentials metadata`, the credentials of its role. There is no machine: the command runs here.
    #[arg(long, value_name = "ID")]
    instance: Option<String>,

    /// Runs the command in a network in which the cloud's hosts are a server of its own and nothing else is reached, and says
    /// in the end what has tried to leave. It takes Linux with user namespaces, `unshare` and `ip`.
    #[arg(long)]
    hermetic: bool,

    /// Writes what has tried to leave to this file, as JSON.
    #[arg(long, value_name = "FILE", requires = "hermetic")]
    report: Option<PathBuf>,

    /// Ends with the exit status 1 if the command succeeded but something tried to leave.
    #[arg(long, requires = "hermetic")]
    fail_on_leak: bool,

    /// The program begins anew with this option once it is in that network.
    #[arg(long, hide = true, requires = "hermetic")]
    hermetic_inside: bool,

    /// The command and its arguments.
    #[arg(trailing_var_arg = true, required = true, value_name = "COMMAND")]
    command: Vec<OsString>,
}

/// Runs the command, and answers its exit status.
pub(super) fn run(asked: &Exec) -> ExitCode {
    let done = match (asked.hermetic, asked.hermetic_inside) {
        (false, _) => anywhere(asked),
        // It returns only if it fails.
        (true, false) => Err(hermetic::enter()),
        (true, true) => in_network(asked),
    };
    done.unwrap_or_else(|why| fail(&why))
}

/// Runs it where proxies lead it here.
fn anywhere(asked: &Exec) -> Result<ExitCode, String> {
    let place = &asked.place;
    let url = place.url();
    let runs = !asked.own && ask::get(&url, "/_localyun/health").is_ok();
    if runs && !asked.seeds.is_empty() {
        return Err("a server runs: apply the seeds to it with `localyun seed apply`, or start one with --own".into());
    }
    if runs && asked.iam.is_some() {
        return Err("a server runs: start that one with --iam, or start one with --own".into());
    }
    if runs && asked.journal.is_some() {
        return Err("a server runs: `localyun control get-calls-export --as jsonl` prints its calls; or start one with --own".into());
    }
    if runs {
        let to = Destination { instance: asked.instance.clone(), ..place.destination(&url)? };
        place.warn_of_distrust(&url)?;
        let status = led(asked, &to, None, Progress::of("preparing the command"));
        if let (Some("new"), Some(world)) = (place.world.as_deref(), &to.world) {
            let _ = ask::delete(&url, &format!("/_localyun/worlds/{world}"));
        }
        return status;
    }
    let progress = starting();
    let folder = folder(place)?;
    let otherwise = folder.as_ref().map(TempDir::path);
    let own = start(
        asked,
        Options { tls: place.tls(otherwise), imds: imds(asked), ..Options::default() },
    )?;
    let to = place.destination(own.url())?;
    let status = led(asked, &to, otherwise, progress);
    let mut report = Report::default();
    report.add_hosts(refused(&own));
    told(asked, &report)?;
    status
}

/// Runs it in a network of its own, in which this process is already.
fn in_network(asked: &Exec) -> Result<ExitCode, String> {
    // Before the command has run for nothing.
    report_file(asked)?;
    let place = &asked.place;
    let progress = starting();
    let mut network = Network::set_up()?;
    let folder = folder(place)?;
    let otherwise = folder.as_ref().map(TempDir::path);
    let options = Options {
        listen: hermetic::HTTP,
        further: vec![hermetic::HTTPS],
        imds: Imds { listen: Some(hermetic::METADATA), ..imds(asked) },
        tls: place.tls(otherwise),
        ..Options::default()
    };
    let own = start(asked, options)?;
    let names = place.tls(otherwise);
    network.serve(move |name| names.signs_for(name))?;
    let to = Destination { direct: true, ..place.destination(own.url())? };
    let status = led(asked, &to, otherwise, progress)?;
    let mut report = network.finish();
    report.add_hosts(refused(&own));
    told(asked, &report)?;
    let leaks = asked.fail_on_leak && !report.is_empty();
    Ok(if leaks && status == ExitCode::SUCCESS { ExitCode::FAILURE } else { status })
}

/// The metadata service of a server that is started.
fn imds(asked: &Exec) -> Imds {
    Imds { instance: asked.instance.clone(), ..Imds::default() }
}

/// Says what has tried to leave.
fn told(asked: &Exec, report: &Report) -> Result<(), String> {
    for line in report.lines() {
        eprintln!("localyun: {line}");
    }
    let Some(to) = report_file(asked)? else { return Ok(()) };
    let text = serde_json::to_string_pretty(report).map_err(|e| e.to_string())? + "\n";
    to.write(text.as_bytes(), false)
}

/// The file of `--report`, which takes the place of an earlier report.
fn report_file(asked: &Exec) -> Result<Option<Output>, String> {
    let at = |file| {
        Output::of_own(
            file,
            Report::is_one,
            "name another file with --report, since it is no report",
        )
    };
    asked.report.as_deref().map(at).transpose()
}

/// The hosts that a server has refused, and how often.
fn refused(own: &Localyun) -> impl Iterator<Item = (String, u64)> {
    let seen = own.app().proxy.seen().into_iter().map(|(host, it)| (host, it.refused));
    seen.filter(|(_, refused)| *refused > 0)
}

/// A folder for the certificate authority of a user who has none, as long as the command runs.
fn folder(place: &Place) -> Result<Option<TempDir>, String> {
    let made = place.folder.path().is_none().then(tempfile::tempdir).transpose();
    made.map_err(|e| format!("cannot make a folder for certificates: {e}"))
}

/// What comes before the command. The first time, a certificate authority and the files of clients are made.
fn starting() -> Progress {
    Progress::of("starting a server")
}

/// A server that keeps nothing.
fn start(asked: &Exec, options: Options) -> Result<Localyun, String> {
    let seeds = seed::load_all(&asked.seeds)?;
    let journal = asked.journal.as_deref().map(serve::open_journal).transpose()?;
    let iam = asked.iam.unwrap_or_default();
    let settings = Settings { iam, ..options.settings };
    Localyun::with(Options { settings, seeds, journal, ..options }).map_err(|e| e.to_string())
}

/// Runs the command with the variables that lead it there.
fn led(
    asked: &Exec,
    to: &Destination,
    otherwise: Option<&Path>,
    progress: Progress,
) -> Result<ExitCode, String> {
    let variables = env::settings(Client::Shell, to, &asked.place.tls(otherwise))?;
    drop(progress);
    carried_out(&asked.command, &variables, &to.unset())
}

/// Runs a command with these variables to its end. Signals that reach this process reach the command too.
fn carried_out(
    command: &[OsString],
    variables: &[Variable],
    unset: &[&str],
) -> Result<ExitCode, String> {
    let (program, arguments) = command.split_first().ok_or("name a command")?;
    let runtime = runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|e| e.to_string())?;
    runtime.block_on(async {
        let mut command = Command::new(program);
        command.args(arguments);
        for name in unset {
            command.env_remove(name);
        }
        for variable in variables {
            let former = config::variable(variable.name);
            command.env(variable.name, variable.over(former.as_deref()));
        }
        let mut signals = PassedOn::register().map_err(|e| e.to_string())?;
        let mut child = match command.spawn() {
            Ok(child) => child,
            Err(e) => {
                eprintln!("localyun: cannot run {}: {e}", program.display());
                let missing = e.kind() == io::ErrorKind::NotFound;
                return Ok(ExitCode::from(if missing { NOT_FOUND } else { CANNOT_RUN }));
            }
        };
        let ended = signals.until(child.id(), child.wait()).await;
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
