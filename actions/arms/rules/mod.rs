//! Alert rules: kept as they are sent, and not evaluated. Events come through the control API.

mod alert_rule;
mod rule_tags;
mod switch;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod create_or_update_alert_rule;
pub(super) mod delete_alert_rule;
pub(super) mod get_alert_rules;
pub(super) mod import_app_alert_rules;
pub(super) mod start_alert;
pub(super) mod stop_alert;
