//! Localyun: the wire, the signatures and the database around [`actions`].

pub mod api;
pub mod cli;
pub mod config;
pub mod control;
pub mod coverage;
pub mod due;
mod refusals;
pub mod route;
pub mod server;
pub mod sign;
pub mod store;
pub mod web;
pub mod world;
