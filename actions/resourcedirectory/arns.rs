//! What policies are asked about: folders and members by their paths in the directory.
//!
//! The vendor documents both forms, and of folders that are made and accounts that are moved which ones policies are
//! asked about; of other actions that is assumed alike. What the directory does not have is named as if it stood
//! directly below Root, so that a refusal does not tell what there is.

use super::{
    tables::{folders, members},
    tree::{self, Directory},
};
use crate::{
    ApiError, Caller, Params, ResourceReader, Result, in_resource, ports::store::Tx, text,
};

/// The form of folders.
pub(super) const FOLDER: &[&str] =
    &["acs:resourcemanager:*:{account}:folder/{ResourceDirectoryPath}"];
/// The form of members.
pub(super) const ACCOUNT: &[&str] =
    &["acs:resourcemanager:*:{account}:account/{ResourceDirectoryPath}"];
/// The forms of a member and of a folder, both of which must be allowed.
pub(super) const BOTH: &[&str] = &[ACCOUNT[0], FOLDER[0]];

/// A folder of this path, in policies. The account is the caller's, as the vendor writes: that of the
/// management account, or of a delegated administrator, whose policies name its own.
pub(super) fn folder_arn(caller: &Caller, path: &str) -> String {
    format!("acs:resourcemanager:*:{}:folder/{path}", caller.account)
}

/// A member of this path, in policies.
pub(super) fn account_arn(caller: &Caller, path: &str) -> String {
    format!("acs:resourcemanager:*:{}:account/{path}", caller.account)
}

/// A folder, in policies: `folder` is its id, or none for Root.
pub(super) fn folder(tx: &mut dyn Tx, caller: &Caller, folder: Option<&str>) -> Result<String> {
    let directory = directory(tx, caller)?;
    let id = folder.unwrap_or(&directory.root);
    let path = match folders::folder(tx, &directory.id, id)? {
        Some(folder) => folder.directory_path().to_owned(),
        None => below_root(&directory, id),
    };
    Ok(folder_arn(caller, &path))
}

/// A member, in policies, by the id of its account. The management account is named like a member of Root.
pub(super) fn account(tx: &mut dyn Tx, caller: &Caller, id: &str) -> Result<String> {
    let directory = directory(tx, caller)?;
    let path = match members::member(tx, &directory.id, id)? {
        Some(member) => member.directory_path(),
        None => below_root(&directory, id),
    };
    Ok(account_arn(caller, &path))
}

fn below_root(directory: &Directory, id: &str) -> String {
    format!("{}/{}/{}", directory.id, directory.root, in_resource(id))
}

/// The directory that a call is about.
fn directory(tx: &mut dyn Tx, caller: &Caller) -> Result<Directory> {
    let none = || ApiError::from(super::faults::NO_DIRECTORY);
    tree::directory_of(tx, &caller.account)?.ok_or_else(none)
}

/// The folder that a parameter must name.
fn named_folder(
    tx: &mut dyn Tx,
    caller: &Caller,
    p: &mut Params<'_>,
    name: &'static str,
) -> Result<String> {
    let id = p.required(text(name))?;
    folder(tx, caller, Some(&id))
}

/// The account that a parameter must name.
fn named_account(
    tx: &mut dyn Tx,
    caller: &Caller,
    p: &mut Params<'_>,
    name: &'static str,
) -> Result<String> {
    let id = p.required(text(name))?;
    account(tx, caller, &id)
}

/// The folder that `ParentFolderId` names, or Root.
pub(super) const PARENT: ResourceReader = |tx, caller, p| {
    let parent = p.optional(text("ParentFolderId"))?;
    Ok(vec![folder(tx, caller, parent.as_deref())?])
};
/// The folder that `FolderId` names.
pub(super) const FOLDER_ID: ResourceReader =
    |tx, caller, p| Ok(vec![named_folder(tx, caller, p, "FolderId")?]);
/// The folder that `ChildId` names.
pub(super) const CHILD_ID: ResourceReader =
    |tx, caller, p| Ok(vec![named_folder(tx, caller, p, "ChildId")?]);
/// The member that `AccountId` names.
pub(super) const ACCOUNT_ID: ResourceReader =
    |tx, caller, p| Ok(vec![named_account(tx, caller, p, "AccountId")?]);
/// The account that `BillingAccountId` names.
pub(super) const BILLING_ACCOUNT_ID: ResourceReader =
    |tx, caller, p| Ok(vec![named_account(tx, caller, p, "BillingAccountId")?]);
/// The member that `AccountId` names, and the folder that `DestinationFolderId` names.
pub(super) const MOVED: ResourceReader = |tx, caller, p| {
    Ok(vec![
        named_account(tx, caller, p, "AccountId")?,
        named_folder(tx, caller, p, "DestinationFolderId")?,
    ])
};

/// All message contacts.
pub(super) const CONTACTS: &[&str] = &["acs:resourcemanager:*:{account}:messagecontact/*"];
/// A message contact.
pub(super) const CONTACT: &[&str] = &["acs:resourcemanager:*:{account}:messagecontact/{ContactId}"];

/// The form of one handshake.
pub(super) const HANDSHAKE: &[&str] = &["acs:resourcemanager:*:{account}:handshake/{HandshakeId}"];
/// The form of all handshakes.
pub(super) const HANDSHAKES: &[&str] = &["acs:resourcemanager:*:{account}:handshake/*"];
/// The forms of what an invitation is about: all handshakes, and the folder to join.
pub(super) const INVITATION: &[&str] = &[HANDSHAKES[0], FOLDER[0]];
/// What an invitation is about.
pub(super) const INVITED: ResourceReader = |tx, caller, p| {
    let mut all = PARENT(tx, caller, p)?;
    all.push(format!("acs:resourcemanager:*:{}:handshake/*", caller.account));
    Ok(all)
};
