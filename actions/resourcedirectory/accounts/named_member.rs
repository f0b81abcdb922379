//! The member that a call names, and who may do to it what leaves a trace of a person.

use crate::resourcedirectory::{
    accounts::deletion,
    faults::NO_DIRECTORY,
    tables::members::{self, Member},
    tree::{self, Directory},
};
use crate::{
    Cx, Fault, Principal, ResourceReader, Result, in_resource, ports::store::Tx, shared::accounts,
    text,
};

pub(crate) const NO_ACCOUNT: Fault = Fault {
    status: 404,
    code: "EntityNotExists.Account",
    message: "This resource directory account does not exist.",
};
pub(crate) const NOT_NOW: Fault = Fault {
    status: 409,
    code: "AccountTypeOrStatusMismatch",
    message: "You cannot perform the action on the member account.",
};
pub(in crate::resourcedirectory) const ROOT_CALLS: Fault = Fault {
    status: 409,
    code: "CallerIdentityError",
    message: "Please use the RAM user or role of the Management Account.",
};

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

/// The form of members in policies.
pub(in crate::resourcedirectory) const MEMBER: &[&str] =
    &["acs:resourcemanager:*:{account}:account/{ResourceDirectoryPath}"];

/// The member that `AccountId` names. One that the directory does not have is named as if it stood in Root.
pub(in crate::resourcedirectory) const ACCOUNT_ID: ResourceReader = |tx, caller, p| {
    let id = p.required(text("AccountId"))?;
    let directory = tree::directory_of(tx, &caller.account)?.ok_or(NO_DIRECTORY)?;
    let folder = match members::member(tx, &directory.id, &id)? {
        Some(member) => member.path,
        None => format!("{}/{}/", directory.id, directory.root),
    };
    let master = directory.master;
    Ok(vec![format!("acs:resourcemanager:*:{master}:account/{folder}{}", in_resource(&id))])
};
