//! Managed data keys, which are refused.

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod get_challenge;
pub(super) mod get_managed_data_key;
pub(super) mod list_managed_data_key_versions;
