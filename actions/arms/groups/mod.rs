//! Contact groups, in both generations of the API.

pub(super) mod group_rules;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
