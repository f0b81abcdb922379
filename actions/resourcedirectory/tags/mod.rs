//! Tags of folders, members and control policies.

pub(super) mod tag_rules;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
