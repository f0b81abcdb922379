//! Resource Directory: accounts as a tree, and the message contacts of its members.

use crate::{ApiError, Denial, Entry, ParameterError, Problem, Product};

mod accounts;
mod arns;
mod callers;
mod contacts;
mod daily;
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
    Entry::of::<directory::enable_resource_directory::EnableResourceDirectory>(),
    Entry::of::<directory::get_resource_directory::GetResourceDirectory>(),
];
// The end of the list.

/// Resource Directory: accounts as a tree, and the message contacts of its members
/// (ResourceDirectoryMaster 2022-04-19).
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
