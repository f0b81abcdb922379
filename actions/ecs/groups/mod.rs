//! Security groups and their rules.

pub(super) mod group_changes;
pub(in crate::ecs) mod group_rules;
pub(in crate::ecs) mod joining;
pub(in crate::ecs) mod membership;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod authorize_security_group;
pub(super) mod authorize_security_group_egress;
pub(super) mod create_security_group;
pub(super) mod delete_security_group;
pub(super) mod describe_security_group_attribute;
pub(super) mod describe_security_group_references;
pub(super) mod describe_security_groups;
pub(super) mod join_security_group;
pub(super) mod leave_security_group;
pub(super) mod modify_security_group_attribute;
pub(super) mod modify_security_group_egress_rule;
pub(super) mod modify_security_group_policy;
pub(super) mod modify_security_group_rule;
pub(super) mod revoke_security_group;
pub(super) mod revoke_security_group_egress;
