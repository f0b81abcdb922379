//! How resource groups are named, and the errors of several actions, to the letter of the vendor's
//! tables.

pub(super) use crate::resourcedirectory::groups::NO_RESOURCE_GROUP as NO_GROUP;
use crate::{
    ApiError, Cx, Fault, ParameterError, Params, Problem, Result, Spec,
    resourcedirectory::{
        groups::{self, Group},
        wording as common_wording,
    },
    text,
};

/// How many groups an account may have, the default one not counted (the vendor's pages).
pub(super) const LIMIT: usize = 30;

/// The longest name of any kind.
const LONGEST: usize = 50;

pub(super) const BAD_ID: Fault = Fault {
    status: 400,
    code: "InvalidParameter.ResourceGroupId",
    message: "The ResourceGroupId is invalid.",
};
/// The group is being deleted.
pub(super) const BUSY: Fault = Fault {
    status: 409,
    code: "DeleteConflict.ResourceGroup.Status",
    message: "You cannot perform an operation on a resource group that is being created or deleted.",
};
pub(super) const BAD_NAME: Fault = Fault {
    status: 400,
    code: "InvalidParameter.Name.InvalidChars",
    message: "The Name is invalid.",
};
pub(super) const LONG_NAME: Fault = Fault {
    status: 400,
    code: "InvalidParameter.Name.Length",
    message: "The maximum length of Name is exceeded.",
};
pub(super) const NO_DISPLAY: Fault = Fault {
    status: 400,
    code: "MissingParameter.DisplayName",
    message: "You must specify DisplayName.",
};
pub(super) const BAD_DISPLAY: Fault = Fault {
    status: 400,
    code: "InvalidParameter.DisplayName",
    message: "The DisplayName is invalid.",
};
pub(super) const LONG_DISPLAY: Fault = Fault {
    status: 400,
    code: "InvalidParameter.DisplayName.Length",
    message: "The maximum length of DisplayName is exceeded.",
};

fn of_name(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '-'
}

pub(in crate::resourcemanager) fn is_id(id: &str) -> bool {
    let letters = id.strip_prefix("rg-").unwrap_or_default();
    (1..=61).contains(&letters.len()) && letters.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// The id of a group.
pub(super) const fn group_id(name: &'static str) -> Spec<String> {
    text(name).form("resource group id", is_id)
}

/// The name of a group: 2 to 50 letters, digits and hyphens, of which [`starts_well`] looks at the
/// first.
pub(super) const fn group_name(name: &'static str) -> Spec<String> {
    text(name).chars(2, LONGEST, of_name)
}

/// Whether a name starts with a letter.
pub(super) fn starts_well(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphabetic())
}

/// The display name of a group.
pub(super) const fn display_name(name: &'static str) -> Spec<String> {
    text(name).line(1, LONGEST)
}

/// The words of the actions that name groups.
pub(super) fn wording(bad: &ParameterError<'_>) -> ApiError {
    let fault = match (bad.name, bad.problem) {
        ("Name", Problem::Length(..)) => LONG_NAME,
        ("Name", problem) if problem != Problem::Missing => BAD_NAME,
        ("DisplayName" | "NewDisplayName", Problem::Missing) => NO_DISPLAY,
        ("DisplayName" | "NewDisplayName", Problem::Length(..)) => LONG_DISPLAY,
        ("DisplayName" | "NewDisplayName", _) => BAD_DISPLAY,
        _ => return common_wording(bad),
    };
    fault.into()
}

/// Reads `ResourceGroupId`, which names the group that the action is about.
pub(super) fn read_id(p: &mut Params<'_>) -> Result<String> {
    p.required(group_id("ResourceGroupId").doc("The resource group."))
}

/// The group of the caller's account that has this id.
pub(super) fn find(cx: &mut Cx<'_>, id: &str) -> Result<Group> {
    Ok(groups::find(cx.tx, &cx.caller.account, id)?.ok_or(NO_GROUP)?)
}

/// [`find`], unless the group is being deleted.
pub(super) fn find_usable(cx: &mut Cx<'_>, id: &str) -> Result<Group> {
    let group = find(cx, id)?;
    if group.deleted.is_some() { Err(BUSY.into()) } else { Ok(group) }
}
