//! The service and the account.

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod describe_account_kms_status;
pub(super) mod describe_regions;
pub(super) mod open_kms_service;
