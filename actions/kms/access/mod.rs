//! Who reaches an instance: network rules, permission policies, access points of applications and their client keys.

pub(super) mod access_rules;
pub(super) mod client_key_view;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod create_application_access_point;
pub(super) mod create_client_key;
pub(super) mod create_network_rule;
pub(super) mod create_policy;
pub(super) mod delete_application_access_point;
pub(super) mod delete_client_key;
pub(super) mod delete_network_rule;
pub(super) mod delete_policy;
pub(super) mod describe_application_access_point;
pub(super) mod describe_network_rule;
pub(super) mod describe_policy;
pub(super) mod get_client_key;
pub(super) mod list_application_access_points;
pub(super) mod list_client_keys;
pub(super) mod list_network_rules;
pub(super) mod list_policies;
pub(super) mod update_application_access_point;
pub(super) mod update_network_rule;
pub(super) mod update_policy;
