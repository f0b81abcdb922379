//! Roles, which are those of RAM.

pub(super) mod role_errors;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod create_role;
pub(super) mod create_service_linked_role;
pub(super) mod delete_role;
pub(super) mod delete_service_linked_role;
pub(super) mod get_role;
pub(super) mod get_service_linked_role_deletion_status;
pub(super) mod list_roles;
pub(super) mod update_role;
