//! The `localyun` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    localyun::cli::run()
}

/// What one thread has taken, another often gives back: the answer to a write. The system's
/// allocator locks for that.
#[cfg(unix)]
#[global_allocator]
static MEMORY: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;
