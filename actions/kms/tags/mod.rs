//! Tags of keys, secrets and instances. Both families of calls edit the same tags.

pub(super) mod tag_targets;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod list_resource_tags;
pub(super) mod list_tag_resources;
pub(super) mod tag_resource;
pub(super) mod tag_resources;
pub(super) mod untag_resource;
pub(super) mod untag_resources;
