//! The program from outside: what it keeps, how it ends, what it says and what it refuses.

mod calling;
mod command_line;
mod control_command;
mod descriptors;
mod exec;
mod files;
#[cfg(target_os = "linux")]
mod hermetic;
mod kills;
mod lifetime;
mod log;
mod managing;
mod outputs;
mod policies;
mod private;
#[cfg(target_os = "linux")]
mod progress;
mod signals;
mod start;
mod stopping;
mod streams;
mod warnings;
