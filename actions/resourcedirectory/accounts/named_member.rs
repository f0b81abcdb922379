//! The member that a call names, and who may do to it what leaves a trace of a person.

use crate::resourcedirectory::{
    accounts::deletion,
    faults::NO_ACCOUNT,
    tables::members::{self, Member},
    tree::Directory,
};
use crate::{Cx, Principal, Result, ports::store::Tx, shared::accounts};

/// The member of this account.
pub(crate) fn find(cx: &mut Cx<'_>, directory: &Directory, account: &str) -> Result<Member> {
    Ok(members::member(cx.tx, &directory.id, account)?.ok_or(NO_ACCOUNT)?)
}

/// [`find`], if it may be changed: not while it is deleted.
pub(crate) fn changeable(cx: &mut Cx<'_>, directory: &Directory, account: &str) -> Result<Member> {
    let member = find(cx, directory, account)?;
    deletion::refuse(cx.tx, account)?;
    Ok(member)
}

/// Whether the root of the account calls, of whom nobody knows which person it is.
pub(in crate::resourcedirectory) fn is_root(cx: &Cx<'_>) -> bool {
    matches!(cx.caller.principal, Principal::Root)
}

/// Whether an account logs on with this name.
pub(crate) fn is_taken(tx: &mut dyn Tx, name: &str) -> Result<bool> {
    Ok(members::is_named(tx, name)? || accounts::is_named(tx, name)?)
}
