//! Tags, resource groups and protection of resources.

pub(in crate::vpc) mod groups_moved;
pub(in crate::vpc) mod kinds_of_tagged;
pub(in crate::vpc) mod tag_sets;
pub(in crate::vpc) mod tagged;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod deletion_protection;
pub(super) mod list_tag_resources;
pub(super) mod move_resource_group;
pub(super) mod tag_resources;
pub(super) mod un_tag_resources;
