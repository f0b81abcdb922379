//! RAM: users, groups, roles, access keys and policies.

use serde_json::{Map, Value};

use crate::{ApiError, Bad, Entry, Problem, Product, Style, sorted};

mod attach;
mod policies;
mod policy_faults;
mod policy_params;
mod roles;
mod service_roles;
pub(crate) mod tables;
mod tags;

pub use self::tables::diagnoses::put_diagnosis;

// The list: one `mod` and one row for each file. `UPDATE=1 cargo test registry` keeps it.
mod attach_policy_to_group;
mod attach_policy_to_role;
mod attach_policy_to_user;
mod create_policy;
mod create_policy_version;
mod create_role;
mod create_service_linked_role;
mod decode_diagnostic_message;
mod delete_policy;
mod delete_policy_version;
mod delete_role;
mod delete_service_linked_role;
mod detach_policy_from_group;
mod detach_policy_from_role;
mod detach_policy_from_user;
mod get_policy;
mod get_policy_version;
mod get_role;
mod get_service_linked_role_template;
mod list_entities_for_policy;
mod list_policies;
mod list_policies_for_group;
mod list_policies_for_role;
mod list_policies_for_user;
mod list_policy_versions;
mod list_roles;
mod list_tag_resources;
mod set_default_policy_version;
mod tag_resources;
mod untag_resources;
mod update_policy_description;
mod update_role;

const ACTIONS: &[Entry] = &[
    Entry::of::<attach_policy_to_group::AttachPolicyToGroup>(),
    Entry::of::<attach_policy_to_role::AttachPolicyToRole>(),
    Entry::of::<attach_policy_to_user::AttachPolicyToUser>(),
    Entry::of::<create_policy::CreatePolicy>(),
    Entry::of::<create_policy_version::CreatePolicyVersion>(),
    Entry::of::<create_role::CreateRole>(),
    Entry::of::<create_service_linked_role::CreateServiceLinkedRole>(),
    Entry::of::<decode_diagnostic_message::DecodeDiagnosticMessage>(),
    Entry::of::<delete_policy::DeletePolicy>(),
    Entry::of::<delete_policy_version::DeletePolicyVersion>(),
    Entry::of::<delete_role::DeleteRole>(),
    Entry::of::<delete_service_linked_role::DeleteServiceLinkedRole>(),
    Entry::of::<detach_policy_from_group::DetachPolicyFromGroup>(),
    Entry::of::<detach_policy_from_role::DetachPolicyFromRole>(),
    Entry::of::<detach_policy_from_user::DetachPolicyFromUser>(),
    Entry::of::<get_policy::GetPolicy>(),
    Entry::of::<get_policy_version::GetPolicyVersion>(),
    Entry::of::<get_role::GetRole>(),
    Entry::of::<get_service_linked_role_template::GetServiceLinkedRoleTemplate>(),
    Entry::of::<list_entities_for_policy::ListEntitiesForPolicy>(),
    Entry::of::<list_policies::ListPolicies>(),
    Entry::of::<list_policies_for_group::ListPoliciesForGroup>(),
    Entry::of::<list_policies_for_role::ListPoliciesForRole>(),
    Entry::of::<list_policies_for_user::ListPoliciesForUser>(),
    Entry::of::<list_policy_versions::ListPolicyVersions>(),
    Entry::of::<list_roles::ListRoles>(),
    Entry::of::<list_tag_resources::ListTagResources>(),
    Entry::of::<set_default_policy_version::SetDefaultPolicyVersion>(),
    Entry::of::<tag_resources::TagResources>(),
    Entry::of::<untag_resources::UntagResources>(),
    Entry::of::<update_policy_description::UpdatePolicyDescription>(),
    Entry::of::<update_role::UpdateRole>(),
];
// The end of the list.
const _: () = assert!(sorted(ACTIONS), "keep ACTIONS sorted by name, without duplicates");

/// RAM: users, groups, roles, access keys and policies (Ram 2015-05-01).
pub static RAM: Product = Product {
    id: "ram",
    code: "Ram",
    version: "2015-05-01",
    style: Style::Rpc,
    ram: "ram",
    wording,
    success: "",
    failure,
    schema: tables::SCHEMA,
    links: &[],
    actions: ACTIONS,
};

/// The errors that the vendor's tables of the product name, `<Field>` filled in.
fn wording(bad: &Bad<'_>) -> ApiError {
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

/// Observed: the errors of this product carry their status a second time.
fn failure(body: &mut Map<String, Value>, error: &ApiError) {
    body.insert("HttpStatus".into(), error.status.into());
}
