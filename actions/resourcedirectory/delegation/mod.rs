//! Trusted services, and the members that administer them for the directory.

pub(super) mod authorized;
pub(super) mod trusted_services;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod deregister_delegated_administrator;
pub(super) mod list_authorized_accounts;
pub(super) mod list_authorized_folders;
pub(super) mod list_delegated_administrators;
pub(super) mod list_delegated_services_for_account;
pub(super) mod list_trusted_service_status;
pub(super) mod register_delegated_administrator;
