//! Resource Directory: accounts as a tree, and the message contacts of its members.

use crate::{ApiError, Denial, Entry, Link, ParameterError, Problem, Product, ports::due::DueWork};

pub(crate) mod accounts;
mod arns;
pub(crate) mod callers;
mod contacts;
mod daily;
pub(crate) mod directory;
pub(crate) mod faults;
pub(crate) mod folders;
mod settings;
mod tables;
mod tags;
pub(crate) mod tree;

// The list: one `mod` and one row for each file. `UPDATE=1 cargo test registry` keeps it.

const ACTIONS: &[Entry] = &[
    Entry::of::<accounts::bind_secure_mobile_phone::BindSecureMobilePhone>(),
    Entry::of::<accounts::cancel_change_account_email::CancelChangeAccountEmail>(),
    Entry::of::<accounts::change_account_email::ChangeAccountEmail>(),
    Entry::of::<accounts::check_account_delete::CheckAccountDelete>(),
    Entry::of::<folders::create_folder::CreateFolder>(),
    Entry::of::<accounts::create_resource_account::CreateResourceAccount>(),
    Entry::of::<accounts::delete_account::DeleteAccount>(),
    Entry::of::<directory::enable_resource_directory::EnableResourceDirectory>(),
    Entry::of::<accounts::get_account_deletion_check_result::GetAccountDeletionCheckResult>(),
    Entry::of::<accounts::get_account_deletion_status::GetAccountDeletionStatus>(),
    Entry::of::<directory::get_resource_directory::GetResourceDirectory>(),
    Entry::of::<accounts::retry_change_account_email::RetryChangeAccountEmail>(),
    Entry::of::<
        accounts::send_verification_code_for_bind_secure_mobile_phone::SendVerificationCodeForBindSecureMobilePhone,
    >(),
    Entry::of::<directory::send_verification_code_for_enable_rd::SendVerificationCodeForEnableRD>(),
    Entry::of::<accounts::set_member_deletion_permission::SetMemberDeletionPermission>(),
];
// The end of the list.

const LINKS: &[Link] = &[Link { name: "email", open: accounts::email_change::open }];
const DUE: &[DueWork] = &[accounts::deletion::CHECK, accounts::deletion::STEP];

/// Resource Directory: accounts as a tree, and the message contacts of its members
/// (ResourceDirectoryMaster 2022-04-19).
pub static RESOURCEDIRECTORY: Product =
    Product::new("resourcedirectory", "ResourceDirectoryMaster", "2022-04-19")
        .ram("resourcemanager")
        .wording(wording)
        .denied(denied)
        .changes_identities()
        .schema(tables::SCHEMA)
        .links(LINKS)
        .due(DUE)
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
