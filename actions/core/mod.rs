//! What an action is: its definition, what it is handed, how it fails.

pub mod action;
pub mod authority;
pub mod context;
pub mod control;
pub mod diagnosis;
pub mod effects;
pub mod error;
pub mod product;
