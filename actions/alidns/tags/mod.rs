//! Tags of domains.

mod tag_parameters;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod describe_tags;
pub(super) mod list_tag_resources;
pub(super) mod tag_resources;
pub(super) mod untag_resources;
