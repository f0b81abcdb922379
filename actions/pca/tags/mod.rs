//! Tags, resource groups and aliases.

pub(super) mod grouped;
pub(super) mod targets;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod list_tag_resources;
pub(super) mod move_resource_group;
pub(super) mod tag_resources;
pub(super) mod untag_resources;
pub(super) mod update_pca_certificate;
