//! Resource Directory: accounts as a tree, and the message contacts of its members.

use crate::{ApiError, Denial, Entry, ParameterError, Problem, Product};

mod accounts;
mod arns;
mod callers;
mod contacts;
mod directory;
mod faults;
mod folders;
mod settings;
mod tables;
mod tags;
pub(crate) mod tree;

// The list: one `mod` and one row for each file. `UPDATE=1 cargo test registry` keeps it.

const ACTIONS: &[Entry] = &[
    Entry::of::<folders::create_folder::CreateFolder>(),
    Entry::of::<accounts::create_resource_account::CreateResourceAccount>(),
    Entry::of::<folders::delete_folder::DeleteFolder>(),
    Entry::of::<directory::destroy_resource_directory::DestroyResourceDirectory>(),
    Entry::of::<directory::enable_resource_directory::EnableResourceDirectory>(),
    Entry::of::<accounts::get_account::GetAccount>(),
    Entry::of::<folders::get_folder::GetFolder>(),
    Entry::of::<accounts::get_payer_for_account::GetPayerForAccount>(),
    Entry::of::<directory::get_resource_directory::GetResourceDirectory>(),
    Entry::of::<accounts::list_accounts::ListAccounts>(),
    Entry::of::<accounts::list_accounts_for_parent::ListAccountsForParent>(),
    Entry::of::<folders::list_ancestors::ListAncestors>(),
    Entry::of::<folders::list_folders_for_parent::ListFoldersForParent>(),
    Entry::of::<tags::list_tag_keys::ListTagKeys>(),
    Entry::of::<tags::list_tag_resources::ListTagResources>(),
    Entry::of::<tags::list_tag_values::ListTagValues>(),
    Entry::of::<accounts::move_account::MoveAccount>(),
    Entry::of::<
        directory::precheck_for_consolidated_billing_account::PrecheckForConsolidatedBillingAccount,
    >(),
    Entry::of::<accounts::remove_cloud_account::RemoveCloudAccount>(),
    Entry::of::<directory::set_member_display_name_sync_status::SetMemberDisplayNameSyncStatus>(),
    Entry::of::<tags::tag_resources::TagResources>(),
    Entry::of::<tags::untag_resources::UntagResources>(),
    Entry::of::<accounts::update_account::UpdateAccount>(),
    Entry::of::<folders::update_folder::UpdateFolder>(),
    Entry::of::<accounts::update_payer_for_account::UpdatePayerForAccount>(),
];
// The end of the list.

/// Resource Directory: accounts as a tree, and the message contacts of its members
/// (`ResourceDirectoryMaster` 2022-04-19).
pub static RESOURCEDIRECTORY: Product =
    Product::new("resourcedirectory", "ResourceDirectoryMaster", "2022-04-19")
        .ram("resourcemanager")
        .wording(wording)
        .denied(denied)
        .changes_identities()
        .schema(tables::SCHEMA)
        .control(settings::ROUTES)
        .actions(ACTIONS);

/// The two codes that the vendor's tables have for most parameters.
pub(crate) fn wording(bad: &ParameterError<'_>) -> ApiError {
    worded(bad, bad.name)
}

/// [`wording`], where the vendor's tables call the parameter `code`.
fn worded(bad: &ParameterError<'_>, code: &str) -> ApiError {
    let name = bad.name;
    match bad.problem {
        Problem::Missing => ApiError::new(
            400,
            format!("MissingParameter.{code}"),
            format!("You must specify {name}."),
        ),
        _ => ApiError::new(
            400,
            format!("InvalidParameter.{code}"),
            format!("The {name} is invalid."),
        ),
    }
}

/// Documented of one action; assumed of the others.
pub(crate) fn denied(_: &Denial<'_>) -> ApiError {
    ApiError::new(403, "NoPermission", "You are not authorized to perform the operation.")
}
