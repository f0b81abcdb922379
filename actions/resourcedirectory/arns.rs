//! What policies are asked about: folders and members by their paths in the directory.
//!
//! The vendor documents both forms, and of folders that are made and accounts that are moved which ones
//! are asked about; of other actions that is assumed alike. What the directory does not have is named as if
//! it stood directly below Root, so that a refusal does not tell what there is.

use super::{
    accounts::member_names::account_id,
    tables::{
        folders,
        members::{self, Member},
    },
    tree::{self, Directory},
};
use crate::{ApiError, Caller, Params, ResourceReader, Result, in_resource, ports::store::Tx};

/// A folder, in policies: `folder` is its id, or none for Root.
fn folder_arn(tx: &mut dyn Tx, directory: &Directory, folder: Option<&str>) -> Result<String> {
    let id = folder.unwrap_or(&directory.root);
    let path = match folders::folder(tx, &directory.id, id)? {
        Some(folder) => folder.directory_path().to_owned(),
        None => format!("{}/{}/{}", directory.id, directory.root, in_resource(id)),
    };
    Ok(at_path(directory, &path))
}

/// The folder of this path, in policies.
pub(super) fn at_path(directory: &Directory, path: &str) -> String {
    format!("acs:resourcemanager:*:{}:folder/{path}", directory.master)
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
    Ok(vec![folder_arn(tx, &directory, parent.as_deref())?])
};

/// A member, in policies.
pub(super) fn member_arn(directory: &Directory, member: &Member) -> String {
    format!("acs:resourcemanager:*:{}:account/{}", directory.master, member.directory_path())
}

/// The account of a member, in policies.
fn account_arn(tx: &mut dyn Tx, directory: &Directory, account: &str) -> Result<String> {
    if let Some(member) = members::member(tx, &directory.id, account)? {
        return Ok(member_arn(directory, &member));
    }
    let Directory { id, master, root, .. } = directory;
    Ok(format!("acs:resourcemanager:*:{master}:account/{id}/{root}/{}", in_resource(account)))
}

/// The form of accounts.
pub(super) const ACCOUNT: &[&str] =
    &["acs:resourcemanager:*:{account}:account/{ResourceDirectoryPath}"];

/// The account that `AccountId` names.
pub(super) const MEMBER: ResourceReader = |tx, caller, p| {
    let account = p.required(account_id("AccountId"))?;
    let directory = directory(tx, caller)?;
    Ok(vec![account_arn(tx, &directory, &account)?])
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
