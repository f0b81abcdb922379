//! Events, the alerts that policies make of them, and the messages about these.

mod alarm_rules;
mod alert_activities;
pub(super) mod alert_flow;
pub(super) mod alert_states;
mod alert_times;
pub(super) mod event_control;
mod event_view;
pub(super) mod intake;
mod matching;
mod notification;
mod recipients;
mod reports;
pub(super) mod robot_queue;
mod template;
mod webhook_request;
pub(super) mod window;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod block_alarm_notification;
pub(super) mod change_alarm_severity;
pub(super) mod claim_alarm;
pub(super) mod close_alarm;
pub(super) mod list_alert_events;
pub(super) mod list_alerts;
pub(super) mod search_alert_histories;
