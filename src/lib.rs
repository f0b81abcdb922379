//! Localyun: the wire, the signatures and the database around [`actions`].

pub mod api;
pub mod cli;
pub mod config;
pub mod control;
pub mod coverage;
mod refusals;
pub mod route;
pub mod server;
pub mod sign;
mod socket;
pub mod store;
pub mod web;
pub mod world;
