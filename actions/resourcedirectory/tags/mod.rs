//! Tags of folders, members and control policies.

pub(super) mod tag_kinds;
pub(super) mod tag_pages;
pub(super) mod tag_rules;
pub(super) mod tag_view;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod list_tag_keys;
pub(super) mod list_tag_resources;
pub(super) mod list_tag_values;
pub(super) mod tag_resources;
pub(super) mod untag_resources;
