//! Resource Management: the directory under its former names, resource groups, and policies and
//! roles that may be attached within them.

use crate::{
    Entry, Product,
    resourcedirectory::{RESOURCEDIRECTORY, denied, wording},
};

mod groups;

// The list: one `mod` and one row for each file. `UPDATE=1 cargo test registry` keeps it.

const ACTIONS: &[Entry] = &[
    shared("CreateFolder"),
    shared("CreateResourceAccount"),
    Entry::of::<groups::create_resource_group::CreateResourceGroup>(),
    Entry::of::<groups::delete_resource_group::DeleteResourceGroup>(),
    Entry::of::<groups::disable_resource_group_notification::DisableResourceGroupNotification>(),
    shared("EnableResourceDirectory"),
    Entry::of::<groups::enable_resource_group_notification::EnableResourceGroupNotification>(),
    shared("GetResourceDirectory"),
    Entry::of::<groups::get_resource_group::GetResourceGroup>(),
    Entry::of::<groups::get_resource_group_admin_setting::GetResourceGroupAdminSetting>(),
    Entry::of::<groups::get_resource_group_notification_setting::GetResourceGroupNotificationSetting>(
    ),
    Entry::of::<groups::get_resource_group_resource_counts::GetResourceGroupResourceCounts>(),
    Entry::of::<groups::list_resource_groups::ListResourceGroups>(),
    Entry::of::<groups::list_resource_groups_with_auth_details::ListResourceGroupsWithAuthDetails>(
    ),
    Entry::of::<groups::list_resources::ListResources>(),
    Entry::of::<groups::move_resources::MoveResources>(),
    Entry::of::<groups::update_resource_group::UpdateResourceGroup>(),
    Entry::of::<groups::update_resource_group_admin_setting::UpdateResourceGroupAdminSetting>(),
];
// The end of the list.

/// An action that the newer product has too, on the same state.
const fn shared(name: &str) -> Entry {
    Entry::shared(&RESOURCEDIRECTORY, name)
}

/// Resource Management: the directory, resource groups, policies and roles (ResourceManager
/// 2020-03-31).
pub static RESOURCEMANAGER: Product =
    Product::new("resourcemanager", "ResourceManager", "2020-03-31")
        .wording(wording)
        .denied(denied)
        .changes_identities()
        // Terraform calls `UnTagResources` of `UntagResources`, and the cloud answers.
        .any_case()
        .due(&[groups::delete_resource_group::DELETION])
        .actions(ACTIONS);
