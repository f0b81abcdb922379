//! Members and the directory, as the former product alone makes them: some by links in mails.

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod cancel_create_cloud_account;
pub(super) mod cancel_promote_resource_account;
pub(super) mod create_cloud_account;
pub(super) mod init_resource_directory;
pub(super) mod promote_resource_account;
pub(super) mod resend_create_cloud_account_email;
pub(super) mod resend_promote_resource_account_email;
