//! The `localyun` program.

use std::process::ExitCode;

/// A call makes some hundred small allocations; the system's allocator takes a sixth of its time for them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    localyun::cli::run()
}
