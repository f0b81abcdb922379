//! Application groups, which the API calls monitor groups, and the alert rules of groups.

pub(super) mod members;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
