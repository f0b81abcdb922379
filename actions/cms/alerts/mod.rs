//! What rules have found: alert logs and history, and the messages that are sent.
//!
//! The alarm of a rule and a series is a row while it lasts. Messages are sent when it begins, changes its level,
//! still lasts after the silence time and, if the rule says so, is over: to the contact groups of the rule or of its
//! application group, to addresses that are activated, and as a form to the rule's webhook. Each is in the alert log,
//! also where a group is paused and nothing was sent. Event rules have no alarm: a system event runs the rules that
//! it fits at once.

mod alarm_change;
mod callback;
pub(super) mod changes;
mod log_filters;
pub(super) mod recipients;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod describe_alert_history_list;
pub(super) mod describe_alert_log_list;
