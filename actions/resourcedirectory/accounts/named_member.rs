//! The member that a call names.

use crate::resourcedirectory::{
    accounts::deletion,
    faults::NO_ACCOUNT,
    tables::members::{self, Member},
    tree::Directory,
};
use crate::{Cx, Result, ports::store::Tx, shared::accounts};

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

/// Whether an account logs on with this name.
pub(crate) fn is_taken(tx: &mut dyn Tx, name: &str) -> Result<bool> {
    Ok(members::is_named(tx, name)? || accounts::named(tx, name)?.is_some())
}
