//! Localyun: the wire, the signatures and the database around [`actions`].

pub mod api;
pub mod cli;
pub mod config;
pub mod control;
pub mod coverage;
pub mod due;
pub mod explain_command;
pub mod identity;
pub mod kept;
mod lanes;
pub mod official;
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
mod socket;
pub mod store;
pub mod web;
pub mod world;
