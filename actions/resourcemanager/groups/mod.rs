//! Resource groups: the groups themselves, the resources in them, and their settings.

mod group_members;
pub(super) mod group_params;
mod group_view;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod create_resource_group;
pub(super) mod delete_resource_group;
pub(super) mod disable_resource_group_notification;
pub(super) mod enable_resource_group_notification;
pub(super) mod get_resource_group;
pub(super) mod get_resource_group_admin_setting;
pub(super) mod get_resource_group_notification_setting;
pub(super) mod get_resource_group_resource_counts;
pub(super) mod list_resource_groups;
pub(super) mod list_resource_groups_with_auth_details;
pub(super) mod list_resources;
pub(super) mod move_resources;
pub(super) mod update_resource_group;
pub(super) mod update_resource_group_admin_setting;
