//! Tags and resource groups.

pub(super) mod grouped;
pub(crate) mod tag_rules;
pub(super) mod tag_targets;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod list_tag_keys;
pub(super) mod list_tag_resources;
pub(super) mod move_resource_group;
pub(super) mod tag_resources;
pub(super) mod untag_resources;
