//! Notification policies, which the former actions call dispatch rules: who is told of which events, by
//! what channels, and how often.

pub(super) mod policy;
pub(super) mod templates;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
