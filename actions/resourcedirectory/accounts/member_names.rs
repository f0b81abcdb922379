//! How members are named, and how wrong names are worded.

use crate::resourcedirectory::{
    folders::folder_names::of_name,
    tables::members,
    tree::{Directory, is_account_id},
    wording as common_wording,
};
use crate::{ApiError, Fault, ParameterError, Problem, Result, Spec, ports::store::Tx, text};

/// How many characters the first part of a name that somebody logs on with may have.
const PREFIX: (usize, usize) = (2, 50);

/// What a member is called in the directory.
pub(crate) const fn display_name(name: &'static str) -> Spec<String> {
    text(name).chars(2, 50, |c| c == ' ' || of_name(c))
}

/// The id of an account.
pub(crate) const fn account_id(name: &'static str) -> Spec<String> {
    text(name).form("account id", is_account_id)
}

fn of_prefix(c: char) -> bool {
    c.is_ascii_alphanumeric() || "_.-".contains(c)
}

/// The first part of the name that a member logs on with.
pub(in crate::resourcedirectory) const fn account_prefix(name: &'static str) -> Spec<String> {
    text(name).chars(PREFIX.0, PREFIX.1, of_prefix)
}

/// Whether a prefix has these characters, and as many as it may have.
pub(in crate::resourcedirectory) fn is_of_prefix(prefix: &str) -> bool {
    (PREFIX.0..=PREFIX.1).contains(&prefix.len()) && prefix.chars().all(of_prefix)
}

/// Whether a prefix of [these characters](account_prefix) begins and ends with a letter or digit and has
/// no two others in a row.
pub(in crate::resourcedirectory) fn is_prefix(prefix: &str) -> bool {
    let special = |c: char| !c.is_ascii_alphanumeric();
    let pairs = prefix.chars().zip(prefix.chars().skip(1));
    !prefix.starts_with(special)
        && !prefix.ends_with(special)
        && !pairs.into_iter().any(|(a, b)| special(a) && special(b))
}

pub(crate) const NO_DISPLAY: Fault = Fault {
    status: 400,
    code: "MissingParameter.Account.DisplayName",
    message: "You must specify DisplayName.",
};
pub(crate) const BAD_DISPLAY: Fault = Fault {
    status: 400,
    code: "InvalidParameter.Account.DisplayName",
    message: "The DisplayName of account is invalid.",
};
pub(crate) const LONG_DISPLAY: Fault = Fault {
    status: 400,
    code: "InvalidParameter.Account.DisplayName.Length",
    message: "The DisplayName of the account exceeds the length limit.",
};
pub(crate) const DISPLAY_TAKEN: Fault = Fault {
    status: 409,
    code: "InvalidParameter.Account.DisplayName.AlreadyUsed",
    message: "The displayname of account has been used.",
};
/// The codes of these two are documented; the words about the first part of an account's name are assumed, alike to
/// those of display names.
pub(in crate::resourcedirectory) const BAD_PREFIX: Fault = Fault {
    status: 400,
    code: "InvalidParameter.Account.AccountNamePrefix",
    message: "The AccountNamePrefix of account is invalid.",
};
pub(in crate::resourcedirectory) const LONG_PREFIX: Fault = Fault {
    status: 400,
    code: "InvalidParameter.Account.AccountNamePrefix.Length",
    message: "The AccountNamePrefix of account exceeds the length limit.",
};

/// The words of the actions that name members.
pub(crate) fn wording(bad: &ParameterError<'_>) -> ApiError {
    let fault = match (bad.name, bad.problem) {
        ("DisplayName", Problem::Missing) => NO_DISPLAY,
        ("DisplayName" | "NewDisplayName", Problem::Length(..)) => LONG_DISPLAY,
        ("DisplayName" | "NewDisplayName", _) => BAD_DISPLAY,
        ("AccountNamePrefix", Problem::Length(..)) => LONG_PREFIX,
        ("AccountNamePrefix", _) => BAD_PREFIX,
        _ => return common_wording(bad),
    };
    fault.into()
}

/// Refuses a display name that another member of the directory has than `own`.
pub(crate) fn check_display(
    tx: &mut dyn Tx,
    directory: &Directory,
    display: &str,
    own: &str,
) -> Result<()> {
    match members::displayed(tx, &directory.id, display)? {
        Some(holder) if holder != own => Err(DISPLAY_TAKEN.into()),
        _ => Ok(()),
    }
}
