//! The program from outside: what it keeps, how it ends, what it says and what it refuses.

mod command_line;
mod files;
mod log;
mod private;
mod start;
mod stopping;
