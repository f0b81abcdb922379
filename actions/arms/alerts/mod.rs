//! Events, the alerts that policies make of them, and the messages about these.

mod alert_activities;
pub(super) mod alert_flow;
pub(super) mod alert_states;
pub(super) mod event_control;
pub(super) mod intake;
mod matching;
mod notification;
mod recipients;
mod reports;
pub(super) mod robot_queue;
mod template;
mod webhook_request;
mod window;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
