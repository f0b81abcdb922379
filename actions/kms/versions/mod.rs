//! Versions of keys, and when keys get another one.

pub(super) mod version_view;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod create_key_version;
pub(super) mod describe_key_version;
pub(super) mod list_key_versions;
pub(super) mod update_rotation_policy;
