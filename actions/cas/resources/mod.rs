//! Cloud resources that certificates are deployed onto.

pub(super) mod clouds;
pub(super) mod matching;
pub(super) mod resource_control;
pub(super) mod resource_view;
pub(super) mod targets;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod add_cloud_access;
pub(super) mod delete_cloud_access;
pub(super) mod describe_cloud_resource_status;
pub(super) mod get_matched_resources;
pub(super) mod list_cloud_access;
pub(super) mod list_cloud_resources;
