//! Networks and what is in them: addresses are given once, counts agree, and what is taken down in any order is refused for what
//! is left, or goes. And the states of machines and their parts.

mod addresses;
mod cloud;
mod machines;
mod teardown;
