//! Members: accounts that belong to the directory.

pub(super) mod access_role;
pub(super) mod joining;
pub(super) mod leaving;
pub(super) mod list_params;
pub(super) mod member_names;
pub(super) mod member_view;
pub(super) mod payers;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod create_resource_account;
pub(super) mod get_account;
pub(super) mod get_payer_for_account;
pub(super) mod list_accounts;
pub(super) mod list_accounts_for_parent;
pub(super) mod move_account;
pub(super) mod remove_cloud_account;
pub(super) mod update_account;
pub(super) mod update_payer_for_account;
