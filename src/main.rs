//! The `localyun` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    localyun::cli::run()
}
