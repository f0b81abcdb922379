//! Sending messages, and asking what has become of them.

pub(super) mod acceptance;
pub(super) mod checks;
pub(super) mod codes;
pub(super) mod delivery;
pub(super) mod global;
pub(super) mod global_reports;
pub(super) mod limits;
pub(super) mod magic_numbers;
pub(super) mod numbers;
pub(super) mod receipts;
pub(super) mod rendering;
pub(super) mod variables;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod query_send_details;
pub(super) mod query_send_statistics;
pub(super) mod send_batch_sms;
pub(super) mod send_sms;
