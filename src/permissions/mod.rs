//! Policies without a call: what they would decide, and what in them does nothing.

pub mod check;
mod conditions;
pub mod known;
pub mod lint;
mod place;
mod redundant;
