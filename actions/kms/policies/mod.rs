//! Policies of keys and secrets.

pub(super) mod policy_documents;
pub(super) mod policy_rights;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod get_key_policy;
pub(super) mod get_secret_policy;
pub(super) mod set_key_policy;
pub(super) mod set_secret_policy;
