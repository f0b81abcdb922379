//! Alert rules on metrics, and the push targets of rules.

pub(super) mod alarms;
pub(super) mod changes;
pub(super) mod composite;
pub(super) mod escalations;
pub(super) mod faults;
pub(super) mod forms;
pub(super) mod resource_rule;
pub(super) mod rule;
pub(super) mod switch;

pub(super) use changes::rule_changed;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod delete_metric_rule_targets;
pub(super) mod delete_metric_rules;
pub(super) mod describe_metric_rule_count;
pub(super) mod describe_metric_rule_list;
pub(super) mod describe_metric_rule_targets;
pub(super) mod disable_metric_rules;
pub(super) mod enable_metric_rules;
pub(super) mod put_custom_metric_rule;
pub(super) mod put_metric_rule_targets;
pub(super) mod put_resource_metric_rule;
pub(super) mod put_resource_metric_rules;
