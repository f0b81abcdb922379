//! Policies, which are those of RAM, and what they are attached to in an account or a resource group.

pub(super) mod policy_errors;
pub(super) mod principal;
pub(super) mod scope;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod attach_policy;
pub(super) mod create_policy;
pub(super) mod create_policy_version;
pub(super) mod delete_policy;
pub(super) mod delete_policy_version;
pub(super) mod detach_policy;
pub(super) mod get_policy;
pub(super) mod get_policy_version;
pub(super) mod list_policies;
pub(super) mod list_policy_attachments;
pub(super) mod list_policy_versions;
pub(super) mod set_default_policy_version;
