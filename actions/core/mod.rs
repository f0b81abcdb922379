//! The action model: definition, context, errors.

pub mod action;
pub mod authority;
pub mod context;
pub mod control;
pub mod diagnosis;
pub mod effects;
pub mod error;
pub mod grouped;
pub mod product;
pub mod resources;
pub mod seed;
