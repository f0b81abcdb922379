//! Lists of recipients, to which mail is sent by template.

pub(super) mod members;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod create_receiver;
pub(super) mod delete_receiver;
pub(super) mod delete_receiver_detail;
pub(super) mod query_receiver_by_param;
pub(super) mod query_receiver_detail;
pub(super) mod save_receiver_detail;
