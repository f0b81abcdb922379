//! Control policies: what the accounts of a directory may do at most.

mod enablement;
mod full_access;
mod levels;
pub(super) mod policy_arns;
pub(super) mod policy_rules;
mod policy_view;
mod tree_changes;

pub(super) use enablement::{end_change, status};
pub(super) use full_access::ID as FULL_ACCESS;
pub use levels::control_levels;
pub(super) use policy_view::type_of;
pub(super) use tree_changes::{attach_defaults, directory_destroyed, target_deleted};

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod attach_control_policy;
pub(super) mod create_control_policy;
pub(super) mod delete_control_policy;
pub(super) mod detach_control_policy;
pub(super) mod disable_control_policy;
pub(super) mod enable_control_policy;
pub(super) mod get_control_policy;
pub(super) mod get_control_policy_enablement_status;
pub(super) mod list_control_policies;
pub(super) mod list_control_policy_attachments_for_target;
pub(super) mod list_target_attachments_for_control_policy;
pub(super) mod update_control_policy;
