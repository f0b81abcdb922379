//! Localyun: the wire, the signatures and the database around [`actions`].
//!
//! # Tests in Rust
//!
//! [`Localyun`] is a server in the process of the tests, and a [`World`](embedded::World) is a cloud of its own for one test: state,
//! keys, clock, messages and journal. Tests may use the same names and run in parallel.
//!
//! ```no_run
//! use std::process::Command;
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let cloud = localyun::Localyun::start()?;
//! let world = cloud.world()?;
//! let ended = Command::new("target/debug/my-program").envs(world.env()).status()?;
//! assert!(ended.success());
//! world.calls().action("PutContact").parameter("ContactName", "Alice").verify(1)?;
//! let link = world.outbox().to("alice@example.com").link()?;
//! # Ok(())
//! # }
//! ```
//!
//! A client in the test itself is given [`World::endpoint`](embedded::World::endpoint), plain HTTP, and the
//! [key](embedded::World::key) of the world. A server may be kept in a `static` for all tests of a program: see
//! [`LazyLock`](std::sync::LazyLock). A test that panics prints the last calls of its world; one that returns an error does
//! not, so `unwrap` what [`verify`](embedded::Calls::verify) answers to see them. The verbs block: in async code that runs other
//! tasks on the same thread, call those that wait from `spawn_blocking`.

pub mod app;
pub mod catalog;
pub mod cli;
pub mod clients;
pub mod clock;
pub mod config;
pub mod console;
pub mod control;
pub mod control_token;
pub mod coverage;
pub mod delivery;
pub mod dns;
pub mod embedded;
pub mod exchange;
pub mod federation;
mod files;
pub mod gateway;
mod hermetic;
pub mod keys;
mod log;
mod mailbox;
pub mod metadata;
pub mod metrics;
mod names;
pub mod permissions;
pub mod printable;
pub mod proxy;
pub mod random;
mod report;
pub mod request_text;
pub mod route;
pub mod seal;
pub mod secrets;
pub mod serve;
mod shards;
pub mod sign;
pub mod smtp;
pub mod spelling;
pub mod store;
pub mod tls;
pub mod version;
pub mod web;
pub mod wire;
pub mod world;

pub use embedded::Localyun;
