//! Who calls: the management account with its users and roles, a delegated administrator, another
//! member, or an account without a directory.
//!
//! Who may call an action at all is decided before policies and parameters (assumed).

use super::{
    faults::{MEMBER_CALLS, NO_DIRECTORY},
    tables::{delegates, directories},
    tree::Directory,
};
use crate::{Caller, CallerCheck, Cx, Fault, Principal, Result, ports::store::Tx};

/// [`managed`], before anything else of the call is looked at.
pub(crate) const MANAGER: CallerCheck = |tx, caller| managed_by(tx, caller, MEMBER_CALLS).map(drop);
/// [`readable`], before anything else of the call is looked at.
pub(crate) const READER: CallerCheck = |tx, caller| readable_by(tx, caller).map(drop);

/// The directory that the caller's account manages. Members are refused, and so is an account
/// without a directory.
pub(crate) fn managed(cx: &mut Cx<'_>) -> Result<Directory> {
    managed_by(cx.tx, cx.caller, MEMBER_CALLS)
}

/// [`managed`], where members are refused with this error.
pub(crate) fn managed_by(
    tx: &mut dyn Tx,
    caller: &Caller,
    member_calls: Fault,
) -> Result<Directory> {
    let account = &caller.account;
    if let Some(managed) = directories::managed_by(tx, account)? {
        return Ok(managed);
    }
    match directories::joined_by(tx, account)? {
        Some(_) => Err(member_calls.into()),
        None => Err(NO_DIRECTORY.into()),
    }
}

/// The directory that the caller's account may read: the one that it manages, or that it is a
/// delegated administrator of.
pub(crate) fn readable(cx: &mut Cx<'_>) -> Result<Directory> {
    readable_by(cx.tx, cx.caller)
}

fn readable_by(tx: &mut dyn Tx, caller: &Caller) -> Result<Directory> {
    let account = &caller.account;
    if let Some(joined) = directories::joined_by(tx, account)?
        && delegates::is_delegate(tx, account)?
    {
        return Ok(joined);
    }
    managed_by(tx, caller, MEMBER_CALLS)
}

/// Whether the root of the account calls: some actions ask for a user or a role, which tells which person it is.
pub(super) fn is_root(cx: &Cx<'_>) -> bool {
    matches!(cx.caller.principal, Principal::Root)
}
