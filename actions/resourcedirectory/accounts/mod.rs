//! Members: accounts that belong to the directory.

pub(super) mod access_role;
pub(super) mod codes;
pub(super) mod deletion;
pub(super) mod deletion_checks;
pub(crate) mod deletion_states;
pub(crate) mod email_change;
pub(crate) mod email_states;
pub(crate) mod joining;
pub(super) mod leaving;
pub(super) mod list_params;
pub(crate) mod member_names;
pub(super) mod member_view;
pub(crate) mod named_member;
pub(crate) mod payers;
pub(crate) mod record_states;
pub(crate) mod records;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod bind_secure_mobile_phone;
pub(super) mod cancel_change_account_email;
pub(super) mod change_account_email;
pub(super) mod check_account_delete;
pub(super) mod create_resource_account;
pub(super) mod delete_account;
pub(super) mod get_account;
pub(super) mod get_account_deletion_check_result;
pub(super) mod get_account_deletion_status;
pub(super) mod get_payer_for_account;
pub(super) mod list_accounts;
pub(super) mod list_accounts_for_parent;
pub(super) mod move_account;
pub(super) mod remove_cloud_account;
pub(super) mod retry_change_account_email;
pub(super) mod send_verification_code_for_bind_secure_mobile_phone;
pub(super) mod set_member_deletion_permission;
pub(super) mod update_account;
pub(super) mod update_payer_for_account;
