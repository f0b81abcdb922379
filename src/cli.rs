//! The command line.

pub(crate) mod ask;
mod banner;
mod ca;
mod call;
mod completions;
mod control_command;
mod control_target;
mod control_words;
mod doctor;
mod env;
mod examples;
mod exec;
mod explain;
mod exposure;
mod json_text;
mod mcp;
mod oidc;
mod output;
pub mod policy;
mod port_holder;
mod progress;
mod ready_file;
mod replay;
mod report;
mod seed;
mod serve;
mod server;
mod sign;
mod signing;
mod snapshot;
mod status;
mod trusting;
mod usage;
mod world_key;

use std::{
    fs,
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand, error::ErrorKind};

use crate::{
    cli::{oidc::Oidc, output::Output, policy::Policy, seed::SeedCommand},
    config::Serve,
    coverage,
    printable::printable,
    version,
};

/// Alibaba Cloud on localhost.
///
/// Point an Alibaba Cloud SDK, CLI or tool at it, unchanged: it checks signatures, runs
/// actions against real state, and answers as the cloud does. Without a command it serves,
/// with the options of `localyun serve`.
#[derive(Parser)]
#[command(
    version = version::SHOWN,
    override_usage = "localyun [OPTIONS]\n       localyun <COMMAND>",
    args_conflicts_with_subcommands = true,
    after_help = EXAMPLES
)]
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
  localyun call cms DescribeContactList PageSize=10
                                              call an action, and print its answer
  localyun sign DescribeContactList PageSize=10
                                              print a signed call as a curl command
  localyun explain 5C0B3B3E-8D4F-5C8E-9E4C-7D3D1A9C5B1F
                                              what became of that call, and why
  localyun doctor --client python             why a client does not arrive at the server
  localyun stop                               stop the server

`localyun serve --help` has the options of the server, `localyun control` lists the calls of the
control API, and the help of each command has examples.";

#[derive(Subcommand)]
enum Command {
    /// Starts the server. Prints `listening on http://ADDR` when it is ready; Ctrl-C, SIGTERM or SIGHUP stops it, and a second one ends it at once.
    Serve(Box<Serve>),
    /// Signs a call, sends it to a running server, and prints its answer.
    Call(call::Call),
    /// Runs a command whose calls to the cloud are answered here, with the SDKs' own hosts and without changes.
    Exec(exec::Exec),
    /// Prints the variables that lead a client here.
    Env(env::Env),
    /// Prints a signed call as a `curl` command; pipe it to `sh` to run it.
    Sign(sign::Sign),
    /// Explains a call by its request id, or a request on the standard input: its signature, what the policies decided, why it was refused.
    Explain(explain::Explain),
    /// Says whether a server runs, and which: version, process, address, data file, worlds, calls.
    Status(status::Status),
    /// Stops a running server, and waits until it has stopped.
    Stop(status::Stop),
    /// Finds what keeps a client from the server: the port, proxies, clocks, keys, versions, the settings of the client.
    Doctor(doctor::Doctor),
    /// Serves the Model Context Protocol on the standard input and output: for agents that write code against the cloud.
    Mcp(mcp::Mcp),
    /// Asks the control API of a running server; without an operation, lists all operations.
    Control(control_command::Control),
    /// Writes the table of emulated actions.
    Coverage {
        /// The file; `-` is the standard output.
        #[arg(default_value = "docs/COVERAGE.md")]
        file: PathBuf,
    },
    /// Checks and lints policies, and suggests those that a run needs.
    #[command(subcommand)]
    Policy(Policy),
    /// Saves, restores and compares states of a running server.
    #[command(subcommand)]
    Snapshot(snapshot::Snapshot),
    /// Carries out the calls of a journal again, and compares the answers.
    Replay(replay::Replay),
    /// Says which actions, parameters, errors and state transitions a run has exercised, and which not.
    Report(report::Report),
    /// Applies, makes and checks seed files, which describe a state.
    #[command(subcommand)]
    Seed(SeedCommand),
    /// Makes tokens of OIDC identity providers, to assume roles with.
    #[command(subcommand)]
    Oidc(Oidc),
    /// Writes the certificate authority by which clients trust the server over HTTPS.
    Ca(ca::Ca),
    /// Writes a completion script for a shell to the standard output. It knows products, actions and parameters too.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Writes the manual pages of all commands into a folder.
    Man {
        /// The folder; it is made if it is not there.
        folder: PathBuf,
    },
    /// Prints what a word of a command line may be, for the scripts of `completions`.
    #[command(name = "__complete", hide = true)]
    Complete {
        /// The words after `localyun`, up to the one that is to be completed.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        words: Vec<String>,
    },
}

/// Does what the command line says.
#[must_use]
pub fn run() -> ExitCode {
    let parsed = command().try_get_matches().and_then(|it| Cli::from_arg_matches(&it));
    let cli = match parsed {
        Ok(cli) => cli,
        Err(e) => usage::clarified(e, command(), std::env::args().skip(1)).exit(),
    };
    match cli.command.unwrap_or_else(|| Command::Serve(Box::new(cli.serve))) {
        Command::Serve(options) => {
            if let Err(why) = options.check() {
                let text = format!("{why}\n\nFor more information, try 'localyun serve --help'.\n");
                clap::Error::raw(ErrorKind::ValueValidation, text).exit();
            }
            serve::run(&options)
        }
        Command::Call(options) => call::run(&options),
        Command::Exec(options) => exec::run(&options),
        Command::Env(options) => env::run(&options),
        Command::Sign(options) => sign::run(&options),
        Command::Explain(options) => explain::run(&options),
        Command::Status(options) => status::status(&options),
        Command::Stop(options) => status::stop(&options),
        Command::Doctor(options) => doctor::run(&options),
        Command::Mcp(options) => mcp::run(&options),
        Command::Control(asked) => control_command::run(&asked),
        Command::Coverage { file } if file.as_os_str() == "-" => {
            print(&coverage::table(|_, _| String::new()))
        }
        Command::Coverage { file } => {
            let table = coverage::table(|_, _| String::new());
            let heading = table.lines().next().unwrap_or_default().as_bytes();
            let own = |there: &[u8]| there.starts_with(heading);
            let to = Output::of_own(&file, own, "name another file, or -");
            match to.and_then(|to| to.write(table.as_bytes(), false)) {
                Ok(()) => ExitCode::SUCCESS,
                Err(why) => fail(&why),
            }
        }
        Command::Policy(command) => policy::run(&command),
        Command::Oidc(command) => oidc::run(&command),
        Command::Ca(asked) => ca::run(&asked),
        Command::Snapshot(what) => snapshot::run(&what),
        Command::Replay(options) => replay::run(&options),
        Command::Report(options) => report::run(&options),
        Command::Seed(command) => seed::run(&command),
        Command::Completions { shell } => print(&completions::script(shell, &mut command())),
        Command::Complete { words } => {
            let found = completions::candidates(&words, &command());
            print(&found.into_iter().map(|it| it + "\n").collect::<String>())
        }
        Command::Man { folder } => {
            let written = fs::create_dir_all(&folder)
                .and_then(|()| clap_mangen::generate_to(command().name("localyun"), &folder));
            match written {
                Ok(()) => ExitCode::SUCCESS,
                Err(e) => {
                    fail(&format!("cannot write to {}: {e}; name another folder", folder.display()))
                }
            }
        }
    }
}

/// The whole command line, with an example for each command. The options of `serve` are shown in its own help, and not
/// once more in that of the program.
fn command() -> clap::Command {
    usage::with_negative_numbers(examples::added(Cli::command().mut_args(|it| it.hide(true))))
}

fn print(text: &str) -> ExitCode {
    match io::stdout().write_all(text.as_bytes()) {
        // The reader has closed the pipe.
        Err(e) if e.kind() != io::ErrorKind::BrokenPipe => fail(&e),
        _ => ExitCode::SUCCESS,
    }
}

fn fail(why: &dyn std::fmt::Display) -> ExitCode {
    // Where nobody reads it, the status says that it failed.
    let _ = writeln!(io::stderr(), "localyun: {}", printable(&why.to_string(), &['\n', '\t']));
    ExitCode::FAILURE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        command().debug_assert();
    }
}
