//! Alert rules on metrics, and the push targets of rules.

pub(super) mod rule;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
