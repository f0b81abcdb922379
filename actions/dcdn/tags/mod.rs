//! Tags of domains.

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod describe_dcdn_tag_resources;
pub(super) mod describe_dcdn_user_tags;
pub(super) mod tag_dcdn_resources;
pub(super) mod untag_dcdn_resources;
