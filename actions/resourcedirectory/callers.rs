//! Who calls: the management account with its users and roles, a delegated administrator, another
//! member, or an account without a directory.

use super::{
    faults::{MEMBER_CALLS, NO_DIRECTORY},
    tables::{delegates, directories},
    tree::Directory,
};
use crate::{Cx, Fault, Principal, Result};

/// The directory that the caller's account manages. Members are refused, and so is an account
/// without a directory.
pub(crate) fn managed(cx: &mut Cx<'_>) -> Result<Directory> {
    managed_or(cx, MEMBER_CALLS)
}

/// [`managed`], where members are refused with another error.
pub(crate) fn managed_or(cx: &mut Cx<'_>, member_calls: Fault) -> Result<Directory> {
    let account = &cx.caller.account;
    if let Some(managed) = directories::managed_by(cx.tx, account)? {
        return Ok(managed);
    }
    match directories::joined_by(cx.tx, account)? {
        Some(_) => Err(member_calls.into()),
        None => Err(NO_DIRECTORY.into()),
    }
}

/// The directory that the caller's account may read: the one that it manages, or that it is a
/// delegated administrator of.
pub(crate) fn readable(cx: &mut Cx<'_>) -> Result<Directory> {
    let account = &cx.caller.account;
    if let Some(joined) = directories::joined_by(cx.tx, account)?
        && delegates::is_delegate(cx.tx, account)?
    {
        return Ok(joined);
    }
    managed(cx)
}

/// Whether the root of the account calls: some actions ask for a user or a role, which tells which person it is.
pub(super) fn is_root(cx: &Cx<'_>) -> bool {
    matches!(cx.caller.principal, Principal::Root)
}
