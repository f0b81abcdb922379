//! The action model: definition, context, errors.

pub mod action;
pub mod authority;
pub mod caller;
pub mod client_tokens;
mod common_wording;
pub mod context;
pub mod control;
mod control_request;
pub mod deploy_targets;
pub mod diagnosis;
pub mod effects;
pub mod error;
pub mod group_of_call;
pub mod grouped;
pub mod guard;
pub mod links;
pub mod network_users;
pub mod own_gateway;
mod prepared;
pub mod product;
mod product_definition;
pub mod resource_question;
pub mod resources;
pub mod secret_columns;
pub mod seed;
mod seed_kind;
