//! Resource Management: the directory under its former names, resource groups, and policies and
//! roles that may be attached within them.

use crate::{
    Entry, Link, Product,
    resourcedirectory::{
        OF_RESOURCEMANAGER, RESOURCEDIRECTORY, accounts::records, denied, wording,
    },
};

mod accounts;
mod groups;
mod language;
mod policies;
mod ram_errors;
mod roles;
mod seed;

// The list: one `mod` and one row for each file. `UPDATE=1 cargo test registry` keeps it.

const ACTIONS: &[Entry] = &[
    shared("AcceptHandshake"),
    shared("AttachControlPolicy"),
    Entry::of::<policies::attach_policy::AttachPolicy>(),
    shared("BindSecureMobilePhone"),
    shared("CancelChangeAccountEmail"),
    Entry::of::<accounts::cancel_create_cloud_account::CancelCreateCloudAccount>(),
    shared("CancelHandshake"),
    Entry::of::<accounts::cancel_promote_resource_account::CancelPromoteResourceAccount>(),
    shared("ChangeAccountEmail"),
    shared("CheckAccountDelete"),
    Entry::of::<accounts::create_cloud_account::CreateCloudAccount>(),
    shared("CreateControlPolicy"),
    shared("CreateFolder"),
    Entry::of::<policies::create_policy::CreatePolicy>(),
    Entry::of::<policies::create_policy_version::CreatePolicyVersion>(),
    shared("CreateResourceAccount"),
    Entry::of::<groups::create_resource_group::CreateResourceGroup>(),
    Entry::of::<roles::create_role::CreateRole>(),
    Entry::of::<roles::create_service_linked_role::CreateServiceLinkedRole>(),
    shared("DeclineHandshake"),
    shared("DeleteAccount"),
    shared("DeleteControlPolicy"),
    shared("DeleteFolder"),
    Entry::of::<policies::delete_policy::DeletePolicy>(),
    Entry::of::<policies::delete_policy_version::DeletePolicyVersion>(),
    Entry::of::<groups::delete_resource_group::DeleteResourceGroup>(),
    Entry::of::<roles::delete_role::DeleteRole>(),
    Entry::of::<roles::delete_service_linked_role::DeleteServiceLinkedRole>(),
    shared("DeregisterDelegatedAdministrator"),
    shared("DestroyResourceDirectory"),
    shared("DetachControlPolicy"),
    Entry::of::<policies::detach_policy::DetachPolicy>(),
    shared("DisableControlPolicy"),
    Entry::of::<groups::disable_resource_group_notification::DisableResourceGroupNotification>(),
    shared("EnableControlPolicy"),
    shared("EnableResourceDirectory"),
    Entry::of::<groups::enable_resource_group_notification::EnableResourceGroupNotification>(),
    shared("GetAccount"),
    shared("GetAccountDeletionCheckResult"),
    shared("GetAccountDeletionStatus"),
    shared("GetControlPolicy"),
    shared("GetControlPolicyEnablementStatus"),
    shared("GetFolder"),
    shared("GetHandshake"),
    shared("GetPayerForAccount"),
    Entry::of::<policies::get_policy::GetPolicy>(),
    Entry::of::<policies::get_policy_version::GetPolicyVersion>(),
    shared("GetResourceDirectory"),
    Entry::of::<groups::get_resource_group::GetResourceGroup>(),
    Entry::of::<groups::get_resource_group_admin_setting::GetResourceGroupAdminSetting>(),
    Entry::of::<groups::get_resource_group_notification_setting::GetResourceGroupNotificationSetting>(
    ),
    Entry::of::<groups::get_resource_group_resource_counts::GetResourceGroupResourceCounts>(),
    Entry::of::<roles::get_role::GetRole>(),
    Entry::of::<roles::get_service_linked_role_deletion_status::GetServiceLinkedRoleDeletionStatus>(
    ),
    Entry::of::<accounts::init_resource_directory::InitResourceDirectory>(),
    shared("InviteAccountToResourceDirectory"),
    shared("ListAccounts"),
    shared("ListAccountsForParent"),
    shared("ListAncestors"),
    shared("ListControlPolicies"),
    shared("ListControlPolicyAttachmentsForTarget"),
    shared("ListDelegatedAdministrators"),
    shared("ListDelegatedServicesForAccount"),
    shared("ListFoldersForParent"),
    shared("ListHandshakesForAccount"),
    shared("ListHandshakesForResourceDirectory"),
    Entry::of::<policies::list_policies::ListPolicies>(),
    Entry::of::<policies::list_policy_attachments::ListPolicyAttachments>(),
    Entry::of::<policies::list_policy_versions::ListPolicyVersions>(),
    Entry::of::<groups::list_resource_groups::ListResourceGroups>(),
    Entry::of::<groups::list_resource_groups_with_auth_details::ListResourceGroupsWithAuthDetails>(
    ),
    Entry::of::<groups::list_resources::ListResources>(),
    Entry::of::<roles::list_roles::ListRoles>(),
    shared("ListTagKeys"),
    shared("ListTagResources"),
    shared("ListTagValues"),
    shared("ListTargetAttachmentsForControlPolicy"),
    shared("ListTrustedServiceStatus"),
    shared("MoveAccount"),
    Entry::of::<groups::move_resources::MoveResources>(),
    Entry::of::<accounts::promote_resource_account::PromoteResourceAccount>(),
    shared("RegisterDelegatedAdministrator"),
    shared("RemoveCloudAccount"),
    Entry::of::<accounts::resend_create_cloud_account_email::ResendCreateCloudAccountEmail>(),
    Entry::of::<accounts::resend_promote_resource_account_email::ResendPromoteResourceAccountEmail>(
    ),
    shared("RetryChangeAccountEmail"),
    shared("SendVerificationCodeForBindSecureMobilePhone"),
    shared("SendVerificationCodeForEnableRD"),
    Entry::of::<policies::set_default_policy_version::SetDefaultPolicyVersion>(),
    shared("SetMemberDeletionPermission"),
    shared("TagResources"),
    shared("UntagResources"),
    shared("UpdateAccount"),
    shared("UpdateControlPolicy"),
    shared("UpdateFolder"),
    Entry::of::<groups::update_resource_group::UpdateResourceGroup>(),
    Entry::of::<groups::update_resource_group_admin_setting::UpdateResourceGroupAdminSetting>(),
    Entry::of::<roles::update_role::UpdateRole>(),
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
        .links(&[Link { name: "account", open: records::open }])
        .seeds(seed::KINDS)
        .resources(OF_RESOURCEMANAGER, &[])
        .due(&[groups::delete_resource_group::DELETION, records::EXPIRY])
        .actions(ACTIONS);
