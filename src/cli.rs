//! The command line.

use std::{
    io::{self, Write},
    process::ExitCode,
    sync::{Arc, OnceLock},
    time::Duration,
};

use clap::{CommandFactory, Parser, Subcommand};
use tokio::{runtime, signal, sync::watch};
use tracing::{error, info};

use crate::{
    config::{Auth, DEFAULT_DATA, Iam, Serve},
    coverage,
    policy_command::{self, Policy},
    server,
    server::App,
    store::Store,
    world::{Keys, World},
};

/// Alibaba Cloud on localhost.
///
/// Point an Alibaba Cloud SDK, CLI or tool at it, unchanged: it checks signatures, runs
/// actions against real state, and answers as the cloud does. Without a command it serves.
#[derive(Parser)]
#[command(version, args_conflicts_with_subcommands = true, after_help = EXAMPLES)]
struct Cli {
    #[command(subcommand)]
    command: Option<Command>,

    #[command(flatten)]
    serve: Serve,
}

const EXAMPLES: &str = "Examples:
  localyun                                    serve on 127.0.0.1:4800, keep state in localyun.db
  localyun serve --listen 127.0.0.1:0 --data :memory:
                                              serve on a free port, keep nothing: for tests
  curl http://127.0.0.1:4800/_localyun/health ask whether it is up";

#[derive(Subcommand)]
enum Command {
    /// Serves until Ctrl-C or SIGTERM. Prints `listening on http://ADDR` when it is ready.
    Serve(Serve),
    /// Writes the table of emulated actions, `docs/COVERAGE.md`, to the standard output.
    Coverage,
    /// Asks a running server what its recorded run needed.
    #[command(subcommand)]
    Policy(Policy),
    /// Writes a completion script for a shell to the standard output.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
}

/// Does what the command line says.
#[must_use]
pub fn run() -> ExitCode {
    let cli = Cli::parse();
    match cli.command.unwrap_or(Command::Serve(cli.serve)) {
        Command::Serve(options) => serve(&options),
        Command::Coverage => print(&coverage::table()),
        Command::Policy(Policy::Suggest(options)) => match policy_command::suggest(&options) {
            Ok(policy) => print(&policy),
            Err(why) => fail(&why),
        },
        Command::Completions { shell } => {
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut Cli::command(), "localyun", &mut script);
            print(&String::from_utf8_lossy(&script))
        }
    }
}

fn print(text: &str) -> ExitCode {
    match io::stdout().write_all(text.as_bytes()) {
        // Whoever reads has read enough.
        Err(e) if e.kind() != io::ErrorKind::BrokenPipe => fail(&e),
        _ => ExitCode::SUCCESS,
    }
}

fn fail(why: &dyn std::fmt::Display) -> ExitCode {
    eprintln!("localyun: {why}");
    ExitCode::FAILURE
}

fn serve(options: &Serve) -> ExitCode {
    tracing_subscriber::fmt()
        .with_writer(io::stderr)
        .with_max_level(options.log)
        .with_ansi(io::IsTerminal::is_terminal(&io::stderr()))
        .with_target(false)
        .init();
    let data = options.data.as_deref().unwrap_or_else(|| {
        info!("keeping state in {DEFAULT_DATA} in this folder; choose another place with --data, or --data :memory: to keep none");
        DEFAULT_DATA
    });
    let store = match Store::open(data, options.durability) {
        Ok(store) => store,
        Err(e) => return fail(&e),
    };
    let keys = Keys::of(&options.accounts);
    let mut world = World::new(store, keys, options.clock, None);
    world.iam = options.iam;
    let app = App {
        world: Arc::new(world),
        auth: options.auth,
        limits: options.limits,
        base: OnceLock::new(),
    };
    // Reads run on these threads; a write waits for the writer, which has its own.
    let threads = runtime::Builder::new_multi_thread().enable_all().thread_name("serve").build();
    match threads {
        Ok(threads) => threads.block_on(listen(Arc::new(app), options)),
        Err(e) => fail(&e),
    }
}

async fn listen(app: Arc<App>, options: &Serve) -> ExitCode {
    // Before the port, so that whoever sees the port may send the signal.
    let (tell_stop, stop) = watch::channel(false);
    tokio::spawn(async move {
        asked_to_stop().await;
        info!("stopping");
        // Nobody listens any more if the server has ended by itself.
        let _ = tell_stop.send(true);
    });
    let (listener, base) = match server::bind(options.listen).await {
        Ok(bound) => bound,
        Err(e) => return fail(&format!("cannot listen on {}: {e}", options.listen)),
    };
    if !options.listen.ip().is_loopback() {
        info!("listening beyond this machine: whoever reaches {base} and knows a key can call it");
    }
    if options.auth != Auth::Strict {
        info!(auth = ?options.auth, "signatures are not enforced");
    }
    if options.iam != Iam::Enforce {
        info!(iam = ?options.iam, "policies are not enforced");
    }
    let _ = app.base.set(base.clone());
    if writeln!(io::stdout(), "listening on {base}").and_then(|()| io::stdout().flush()).is_err() {
        error!("nobody reads the standard output; listening on {base}");
    }
    let saving = tokio::spawn(keep_saving(Arc::clone(&app)));
    server::serve(Arc::clone(&app), listener, stop).await;
    saving.abort();
    save_uses(&app).await;
    app.world.store.close();
    ExitCode::SUCCESS
}

/// Once a minute writes down when keys were used.
async fn keep_saving(app: Arc<App>) {
    loop {
        tokio::time::sleep(Duration::from_secs(60)).await;
        save_uses(&app).await;
    }
}

async fn save_uses(app: &App) {
    if let Err(e) = app.world.save_uses().await {
        error!(error = %e, "cannot write down when keys were used");
    }
}

/// Ends at Ctrl-C, and where there is one, at SIGTERM.
async fn asked_to_stop() {
    #[cfg(unix)]
    {
        let Ok(mut term) = signal::unix::signal(signal::unix::SignalKind::terminate()) else {
            let _ = signal::ctrl_c().await;
            return;
        };
        tokio::select! {
            _ = signal::ctrl_c() => {}
            _ = term.recv() => {}
        }
    }
    #[cfg(not(unix))]
    let _ = signal::ctrl_c().await;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }
}
