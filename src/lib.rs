//! Localyun: the wire, the signatures and the database around [`actions`].

pub mod app;
pub mod catalog;
pub mod cli;
pub mod clients;
pub mod clock;
pub mod config;
pub mod control;
pub mod coverage;
pub mod embedded;
pub mod exchange;
pub mod federation;
pub mod gateway;
mod hermetic;
pub mod keys;
mod log;
mod mailbox;
pub mod metadata;
pub mod metrics;
pub mod permissions;
pub mod proxy;
pub mod random;
pub mod request_text;
pub mod route;
pub mod secrets;
pub mod serve;
mod shards;
pub mod sign;
pub mod spelling;
pub mod store;
pub mod tls;
pub mod version;
pub mod web;
pub mod wire;
pub mod world;

pub use embedded::Localyun;
