//! Contact groups, in both generations of the API.

pub(super) mod group_rules;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod create_alert_contact_group;
pub(super) mod create_or_update_contact_group;
pub(super) mod delete_alert_contact_group;
pub(super) mod delete_contact_group;
pub(super) mod describe_contact_groups;
pub(super) mod search_alert_contact_group;
pub(super) mod update_alert_contact_group;
