//! Event rules, their targets, and the system events that they are for.

mod arns;
pub(super) mod dispatch;
pub(super) mod event;
pub(super) mod pattern;
mod pattern_view;
pub(super) mod query;
pub(super) mod receive;
mod rule_names;
mod selection;
pub(super) mod target;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod delete_event_rule_targets;
pub(super) mod delete_event_rules;
pub(super) mod describe_event_rule_attribute;
pub(super) mod describe_event_rule_list;
pub(super) mod describe_event_rule_target_list;
pub(super) mod describe_system_event_attribute;
pub(super) mod describe_system_event_count;
pub(super) mod disable_event_rules;
pub(super) mod enable_event_rules;
pub(super) mod put_event_rule;
pub(super) mod put_event_rule_targets;
pub(super) mod send_dry_run_system_event;
