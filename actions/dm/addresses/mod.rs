//! Sender addresses, their passwords and where answers to them go.

pub(super) mod address_control;
pub(super) mod replies;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod approve_reply_mail_address;
pub(super) mod check_reply_to_mail_address;
pub(super) mod create_mail_address;
pub(super) mod delete_mail_address;
pub(super) mod modify_mail_address;
pub(super) mod query_mail_address_by_param;
