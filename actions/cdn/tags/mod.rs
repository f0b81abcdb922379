//! Tags of domains.

pub(crate) mod tag_rules;
pub(crate) mod tag_sets;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod describe_tag_resources;
pub(super) mod describe_user_tags;
pub(super) mod list_tag_resources;
pub(super) mod tag_resources;
pub(super) mod untag_resources;
