//! Tags and resource groups of resources of all kinds.

pub(in crate::ecs) mod tag_targets;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod add_tags;
pub(super) mod describe_tags;
pub(super) mod join_resource_group;
pub(super) mod list_tag_resources;
pub(super) mod remove_tags;
pub(super) mod tag_resources;
pub(super) mod untag_resources;
