//! Application groups, which the API calls monitor groups, and the alert rules of groups.

mod contact_groups_view;
mod group_rule;
pub(super) mod groups;
mod instance_selection;
mod instances;
pub(super) mod members;
mod notify_policy;
mod tagged_groups;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod add_tags;
pub(super) mod create_group_metric_rules;
pub(super) mod create_monitor_group;
pub(super) mod create_monitor_group_by_resource_group_id;
pub(super) mod create_monitor_group_instances;
pub(super) mod create_monitor_group_notify_policy;
pub(super) mod delete_monitor_group;
pub(super) mod delete_monitor_group_instances;
pub(super) mod delete_monitor_group_notify_policy;
pub(super) mod describe_monitor_group_categories;
pub(super) mod describe_monitor_group_instance_attribute;
pub(super) mod describe_monitor_group_instances;
pub(super) mod describe_monitor_group_notify_policy_list;
pub(super) mod describe_monitor_groups;
pub(super) mod modify_monitor_group;
pub(super) mod modify_monitor_group_instances;
pub(super) mod put_group_metric_rule;
pub(super) mod remove_tags;
