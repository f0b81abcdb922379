//! The `localyun` program.

fn main() {}
