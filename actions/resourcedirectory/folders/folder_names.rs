//! How folders are named, and how wrong names and ids of folders are worded.

use crate::resourcedirectory::{tree::is_folder_id, wording as common_wording};
use crate::{ApiError, Fault, ParameterError, Problem, Spec, text};

/// How many characters a name has at most.
const LONGEST: usize = 24;

/// A character of the names of the directory: a Chinese one, a letter, a digit or one of `_.-`.
pub(in crate::resourcedirectory) fn of_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || "_.-".contains(c) || ('\u{4e00}'..='\u{9fa5}').contains(&c)
}

/// The name of a folder.
pub(in crate::resourcedirectory) const fn folder_name(name: &'static str) -> Spec<String> {
    text(name).chars(1, LONGEST, of_name)
}

/// The id of a folder.
pub(crate) const fn folder_id(name: &'static str) -> Spec<String> {
    text(name).form("folder id", is_folder_id)
}

pub(in crate::resourcedirectory) const NO_NAME: Fault = Fault {
    status: 400,
    code: "MissingParameter.Folder.Name",
    message: "You must specify the resource folder name.",
};
pub(in crate::resourcedirectory) const BAD_NAME: Fault = Fault {
    status: 400,
    code: "InvalidParameter.Folder.Name",
    message: "The Name of folder is invalid.",
};
pub(in crate::resourcedirectory) const LONG_NAME: Fault = Fault {
    status: 400,
    code: "InvalidParameter.Folder.Name.Length",
    message: "The Name of folder exceeds the length limit.",
};
pub(in crate::resourcedirectory) const NAME_TAKEN: Fault = Fault {
    status: 400,
    code: "InvalidParameter.Folder.Name.AlreadyUsed",
    message: "The name already exists under the same parent. Please change to another name.",
};

/// The code for Root, which can neither be renamed nor deleted, is assumed: the vendor's tables have no other code.
pub(in crate::resourcedirectory) const IS_ROOT: Fault =
    Fault { status: 400, code: "InvalidParameter.FolderId", message: "The FolderId is invalid." };

/// The words of the actions that name folders.
pub(in crate::resourcedirectory) fn wording(bad: &ParameterError<'_>) -> ApiError {
    let fault = match (bad.name, bad.problem) {
        ("FolderName" | "NewFolderName", Problem::Missing) => NO_NAME,
        ("FolderName" | "NewFolderName", Problem::Length(..)) => LONG_NAME,
        ("FolderName" | "NewFolderName", _) => BAD_NAME,
        _ => return common_wording(bad),
    };
    fault.into()
}
