//! What policies are asked about: folders and members by their paths in the directory.
//!
//! The vendor documents both forms, and of folders that are made and accounts that are moved which ones
//! are asked about; of other actions that is assumed alike. What the directory does not have is named as if
//! it stood directly below Root, so that a refusal does not tell what there is.

use super::{
    accounts::member_names::account_id,
    tables::{folders, members},
    tree::{self, Directory},
};
use crate::{ApiError, Caller, Params, ResourceReader, Result, in_resource, ports::store::Tx};

/// A folder of this path, in policies. The account is the caller's, as the vendor writes: that of the
/// management account, or of a delegated administrator, whose policies name its own.
pub(super) fn folder_arn(caller: &Caller, path: &str) -> String {
    format!("acs:resourcemanager:*:{}:folder/{path}", caller.account)
}

/// A member of this path, in policies.
pub(super) fn account_arn(caller: &Caller, path: &str) -> String {
    format!("acs:resourcemanager:*:{}:account/{path}", caller.account)
}

/// The path of a folder: `folder` is its id, or none for Root.
fn folder_path(tx: &mut dyn Tx, directory: &Directory, folder: Option<&str>) -> Result<String> {
    let id = folder.unwrap_or(&directory.root);
    Ok(match folders::folder(tx, &directory.id, id)? {
        Some(folder) => folder.directory_path().to_owned(),
        None => below_root(directory, id),
    })
}

/// The path of an account.
fn account_path(tx: &mut dyn Tx, directory: &Directory, account: &str) -> Result<String> {
    Ok(match members::member(tx, &directory.id, account)? {
        Some(member) => member.directory_path(),
        None => below_root(directory, account),
    })
}

fn below_root(directory: &Directory, id: &str) -> String {
    format!("{}/{}/{}", directory.id, directory.root, in_resource(id))
}

/// The directory that a call is about.
fn directory(tx: &mut dyn Tx, caller: &Caller) -> Result<Directory> {
    let none = || ApiError::from(super::faults::NO_DIRECTORY);
    tree::directory_of(tx, &caller.account)?.ok_or_else(none)
}

/// The form of folders.
pub(super) const FOLDER: &[&str] =
    &["acs:resourcemanager:*:{account}:folder/{ResourceDirectoryPath}"];

fn named_folder(p: &mut Params<'_>, name: &'static str) -> Result<Option<String>> {
    p.optional(crate::text(name))
}

/// The folder that `ParentFolderId` names, or Root.
pub(super) const PARENT: ResourceReader = |tx, caller, p| {
    let parent = named_folder(p, "ParentFolderId")?;
    let directory = directory(tx, caller)?;
    let path = folder_path(tx, &directory, parent.as_deref())?;
    Ok(vec![folder_arn(caller, &path)])
};

/// The form of accounts.
pub(super) const ACCOUNT: &[&str] =
    &["acs:resourcemanager:*:{account}:account/{ResourceDirectoryPath}"];

/// The account that `AccountId` names.
pub(super) const MEMBER: ResourceReader = |tx, caller, p| {
    let account = p.required(account_id("AccountId"))?;
    let directory = directory(tx, caller)?;
    let path = account_path(tx, &directory, &account)?;
    Ok(vec![account_arn(caller, &path)])
};

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
