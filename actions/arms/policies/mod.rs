//! Notification policies, which the former actions call dispatch rules: who is told of which events, by
//! what channels, and how often.

pub(super) mod dispatch_rule;
pub(super) mod parts;
pub(super) mod patterns;
pub(super) mod policy;
pub(super) mod policy_rules;
pub(super) mod policy_view;
pub(super) mod templates;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod create_dispatch_rule;
pub(super) mod create_or_update_notification_policy;
pub(super) mod delete_dispatch_rule;
pub(super) mod delete_notification_policy;
pub(super) mod describe_dispatch_rule;
pub(super) mod list_dispatch_rule;
pub(super) mod list_notification_policies;
pub(super) mod update_dispatch_rule;
