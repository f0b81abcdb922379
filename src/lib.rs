//! Localyun: the wire, the signatures and the database around [`actions`].

pub mod api;
pub mod cli;
pub mod config;
pub mod control;
pub mod coverage;
mod descriptors;
pub mod due;
pub mod explain_command;
pub mod identity;
pub mod kept;
mod lanes;
mod log;
pub mod oidc;
pub mod policy_command;
pub mod record;
mod refusals;
pub mod route;
pub mod saml;
pub mod seal;
pub mod server;
pub mod sign;
pub mod sign_command;
mod signals;
mod socket;
pub mod store;
pub mod web;
pub mod world;
