//! Events, the alerts that policies make of them, and the messages about these.
//!
//! No public action reports events; `/_localyun/arms/events` and the addresses of integrations do. The event of a
//! source is known by its labels; it fires until its end is reported, or until nobody has reported it for the time of
//! its integration. Each enabled policy that it fits puts it into an alert, one for each set of values of the
//! policy's grouping fields. An alert has one piece of due work at a time: its next message, repetition or level of
//! escalation, in the hours of its policy.

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
