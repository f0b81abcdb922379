//! Tags, by which mail is counted.

pub(super) mod tag_names;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod create_tag;
pub(super) mod delete_tag;
pub(super) mod modify_tag;
pub(super) mod query_tag_by_param;
