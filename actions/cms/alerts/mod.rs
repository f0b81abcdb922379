//! What rules have found: alert logs and history, and the messages that are sent.

mod callback;
pub(super) mod changes;
mod log_filters;
pub(super) mod recipients;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod describe_alert_history_list;
pub(super) mod describe_alert_log_list;
