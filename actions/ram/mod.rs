//! RAM: users, groups, roles, access keys and policies.

use serde_json::{Map, Value};

use crate::{ApiError, Denial, Entry, ParameterError, Problem, Product};

pub(crate) mod account;
pub(crate) mod account_roles;
pub(crate) mod attach;
pub(crate) mod attach_faults;
mod attached_policies;
mod caller;
mod faults;
pub(crate) mod group_admins;
pub(crate) mod key_networks;
mod lookup;
mod names;
mod password_policy;
mod passwords;
pub(crate) mod policies;
pub(crate) mod policy_faults;
pub(crate) mod policy_params;
pub(crate) mod policy_versions;
pub(crate) mod policy_views;
pub(crate) mod principals;
mod qr_code;
pub(crate) mod roles;
pub(crate) mod rotated_keys;
mod security_preference;
mod seed;
mod self_service;
pub(crate) mod service_roles;
mod tables;
mod tag_holder;
mod tags;
mod totp;
pub(crate) mod users;
mod views;

pub use tables::identity;

// The list: one `mod` and one row for each file. `UPDATE=1 cargo test registry` keeps it.
mod add_user_to_group;
mod attach_policy_to_group;
mod attach_policy_to_role;
mod attach_policy_to_user;
mod bind_mfa_device;
mod change_password;
mod clear_account_alias;
mod create_access_key;
mod create_group;
mod create_login_profile;
mod create_policy;
mod create_policy_version;
mod create_role;
mod create_service_linked_role;
mod create_user;
mod create_virtual_mfa_device;
mod decode_diagnostic_message;
mod delete_access_key;
mod delete_group;
mod delete_login_profile;
mod delete_policy;
mod delete_policy_version;
mod delete_role;
mod delete_service_linked_role;
mod delete_user;
mod delete_virtual_mfa_device;
mod detach_policy_from_group;
mod detach_policy_from_role;
mod detach_policy_from_user;
mod get_access_key_last_used;
mod get_account_alias;
mod get_group;
mod get_login_profile;
mod get_password_policy;
mod get_policy;
mod get_policy_version;
mod get_role;
mod get_security_preference;
mod get_service_linked_role_template;
mod get_user;
mod get_user_mfa_info;
mod list_access_keys;
mod list_entities_for_policy;
mod list_groups;
mod list_groups_for_user;
mod list_policies;
mod list_policies_for_group;
mod list_policies_for_role;
mod list_policies_for_user;
mod list_policy_versions;
mod list_roles;
mod list_tag_resources;
mod list_users;
mod list_users_for_group;
mod list_virtual_mfa_devices;
mod remove_user_from_group;
mod set_account_alias;
mod set_default_policy_version;
mod set_password_policy;
mod set_security_preference;
mod tag_resources;
mod unbind_mfa_device;
mod untag_resources;
mod update_access_key;
mod update_group;
mod update_login_profile;
mod update_policy_description;
mod update_role;
mod update_user;

const ACTIONS: &[Entry] = &[
    Entry::of::<add_user_to_group::AddUserToGroup>(),
    Entry::of::<attach_policy_to_group::AttachPolicyToGroup>(),
    Entry::of::<attach_policy_to_role::AttachPolicyToRole>(),
    Entry::of::<attach_policy_to_user::AttachPolicyToUser>(),
    Entry::of::<bind_mfa_device::BindMFADevice>(),
    Entry::of::<change_password::ChangePassword>(),
    Entry::of::<clear_account_alias::ClearAccountAlias>(),
    Entry::of::<create_access_key::CreateAccessKey>(),
    Entry::of::<create_group::CreateGroup>(),
    Entry::of::<create_login_profile::CreateLoginProfile>(),
    Entry::of::<create_policy::CreatePolicy>(),
    Entry::of::<create_policy_version::CreatePolicyVersion>(),
    Entry::of::<create_role::CreateRole>(),
    Entry::of::<create_service_linked_role::CreateServiceLinkedRole>(),
    Entry::of::<create_user::CreateUser>(),
    Entry::of::<create_virtual_mfa_device::CreateVirtualMFADevice>(),
    Entry::of::<decode_diagnostic_message::DecodeDiagnosticMessage>(),
    Entry::of::<delete_access_key::DeleteAccessKey>(),
    Entry::of::<delete_group::DeleteGroup>(),
    Entry::of::<delete_login_profile::DeleteLoginProfile>(),
    Entry::of::<delete_policy::DeletePolicy>(),
    Entry::of::<delete_policy_version::DeletePolicyVersion>(),
    Entry::of::<delete_role::DeleteRole>(),
    Entry::of::<delete_service_linked_role::DeleteServiceLinkedRole>(),
    Entry::of::<delete_user::DeleteUser>(),
    Entry::of::<delete_virtual_mfa_device::DeleteVirtualMFADevice>(),
    Entry::of::<detach_policy_from_group::DetachPolicyFromGroup>(),
    Entry::of::<detach_policy_from_role::DetachPolicyFromRole>(),
    Entry::of::<detach_policy_from_user::DetachPolicyFromUser>(),
    Entry::of::<get_access_key_last_used::GetAccessKeyLastUsed>(),
    Entry::of::<get_account_alias::GetAccountAlias>(),
    Entry::of::<get_group::GetGroup>(),
    Entry::of::<get_login_profile::GetLoginProfile>(),
    Entry::of::<get_password_policy::GetPasswordPolicy>(),
    Entry::of::<get_policy::GetPolicy>(),
    Entry::of::<get_policy_version::GetPolicyVersion>(),
    Entry::of::<get_role::GetRole>(),
    Entry::of::<get_security_preference::GetSecurityPreference>(),
    Entry::of::<get_service_linked_role_template::GetServiceLinkedRoleTemplate>(),
    Entry::of::<get_user::GetUser>(),
    Entry::of::<get_user_mfa_info::GetUserMFAInfo>(),
    Entry::of::<list_access_keys::ListAccessKeys>(),
    Entry::of::<list_entities_for_policy::ListEntitiesForPolicy>(),
    Entry::of::<list_groups::ListGroups>(),
    Entry::of::<list_groups_for_user::ListGroupsForUser>(),
    Entry::of::<list_policies::ListPolicies>(),
    Entry::of::<list_policies_for_group::ListPoliciesForGroup>(),
    Entry::of::<list_policies_for_role::ListPoliciesForRole>(),
    Entry::of::<list_policies_for_user::ListPoliciesForUser>(),
    Entry::of::<list_policy_versions::ListPolicyVersions>(),
    Entry::of::<list_roles::ListRoles>(),
    Entry::of::<list_tag_resources::ListTagResources>(),
    Entry::of::<list_users::ListUsers>(),
    Entry::of::<list_users_for_group::ListUsersForGroup>(),
    Entry::of::<list_virtual_mfa_devices::ListVirtualMFADevices>(),
    Entry::of::<remove_user_from_group::RemoveUserFromGroup>(),
    Entry::of::<set_account_alias::SetAccountAlias>(),
    Entry::of::<set_default_policy_version::SetDefaultPolicyVersion>(),
    Entry::of::<set_password_policy::SetPasswordPolicy>(),
    Entry::of::<set_security_preference::SetSecurityPreference>(),
    Entry::of::<tag_resources::TagResources>(),
    Entry::of::<unbind_mfa_device::UnbindMFADevice>(),
    Entry::of::<untag_resources::UntagResources>(),
    Entry::of::<update_access_key::UpdateAccessKey>(),
    Entry::of::<update_group::UpdateGroup>(),
    Entry::of::<update_login_profile::UpdateLoginProfile>(),
    Entry::of::<update_policy_description::UpdatePolicyDescription>(),
    Entry::of::<update_role::UpdateRole>(),
    Entry::of::<update_user::UpdateUser>(),
];
// The end of the list.

/// RAM: users, groups, roles, access keys and policies (Ram 2015-05-01).
pub static RAM: Product = Product::new("ram", "Ram", "2015-05-01")
    .wording(wording)
    .failure(failure)
    .self_service(self_service::allows)
    .denied(denied)
    .changes_identities()
    .schema(tables::SCHEMA)
    .secrets(tables::SECRETS)
    .resources(tables::kinds::RESOURCES, &[])
    .schema_at_start()
    .seeds(seed::KINDS)
    .unseeded("old versions of policies, service-linked roles, tags, MFA devices, attachments for resource groups, the networks of access keys, the alias, the password policy and the security preference")
    .actions(ACTIONS);

/// The errors of the vendor's tables, with `<Field>` filled in.
pub(crate) fn wording(bad: &ParameterError<'_>) -> ApiError {
    let name = bad.name;
    let (code, message) = match bad.problem {
        Problem::Missing => (
            format!("MissingParameter.{name}"),
            format!(
                "The input parameter \"{name}\" that is mandatory for processing this request is not supplied."
            ),
        ),
        Problem::Length(..) => (
            format!("InvalidParameter.{name}.Length"),
            format!("The parameter - \"{name}\" beyond the length limit."),
        ),
        Problem::Chars => (
            format!("InvalidParameter.{name}.InvalidChars"),
            format!("The parameter - \"{name}\" contains invalid chars."),
        ),
        // The vendor's table has it for MinimumPasswordLength.
        Problem::Range(min, max) => (
            format!("InvalidParameter.{name}.Range"),
            format!("The parameter - \"{name}\" MUST be in the range of {min} and {max}."),
        ),
        Problem::Malformed(_) => (
            format!("InvalidParameter.{name}.Format"),
            format!("The format of the parameter - \"{name}\" is incorrect."),
        ),
        _ => (
            format!("InvalidParameter.{name}"),
            format!("The parameter - \"{name}\" is incorrect."),
        ),
    };
    ApiError::new(400, code, message)
}

/// Observed: errors of this product also contain the HTTP status in the body.
pub(crate) fn failure(body: &mut Map<String, Value>, error: &ApiError) {
    body.insert("HttpStatus".into(), error.status.into());
}

/// As captured: with the denied resource and action.
pub(crate) fn denied(denial: &Denial<'_>) -> ApiError {
    let (resource, action) = (denial.decision.resource, denial.decision.action);
    ApiError::new(
        403,
        "NoPermission",
        format!("You are not authorized to do this action. Resource: {resource} Action: {action}"),
    )
}
