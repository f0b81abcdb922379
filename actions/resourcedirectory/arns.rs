//! What policies are asked about: folders and members by their paths in the directory.
//!
//! The vendor documents both forms, and of folders that are made and accounts that are moved which ones
//! are asked about; of other actions that is assumed alike. What the directory does not have is named as if
//! it stood directly below Root, so that a refusal does not tell what there is.

use super::{
    tables::{folders, members},
    tree::{self, Directory},
};
use crate::{ApiError, Caller, Params, ResourceReader, Result, in_resource, ports::store::Tx};

/// A folder, in policies: `folder` is its id, or none for Root. The account is the caller's, as the
/// vendor writes.
pub(super) fn folder(tx: &mut dyn Tx, caller: &Caller, folder: Option<&str>) -> Result<String> {
    let directory = directory(tx, caller)?;
    let id = folder.unwrap_or(&directory.root);
    let path = match folders::folder(tx, &directory.id, id)? {
        Some(folder) => folder.directory_path().to_owned(),
        None => below_root(&directory, id),
    };
    Ok(format!("acs:resourcemanager:*:{}:folder/{path}", caller.account))
}

/// A member, in policies, by the id of its account. The management account is named like a member of Root.
pub(super) fn account(tx: &mut dyn Tx, caller: &Caller, id: &str) -> Result<String> {
    let directory = directory(tx, caller)?;
    let path = match members::member(tx, &directory.id, id)? {
        Some(member) => format!("{}{}", member.path, member.account),
        None => below_root(&directory, id),
    };
    Ok(format!("acs:resourcemanager:*:{}:account/{path}", caller.account))
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
/// The form of members.
pub(super) const ACCOUNT: &[&str] =
    &["acs:resourcemanager:*:{account}:account/{ResourceDirectoryPath}"];

fn named_folder(p: &mut Params<'_>, name: &'static str) -> Result<Option<String>> {
    p.optional(crate::text(name))
}

/// The folder that `ParentFolderId` names, or Root.
pub(super) const PARENT: ResourceReader = |tx, caller, p| {
    let parent = named_folder(p, "ParentFolderId")?;
    Ok(vec![folder(tx, caller, parent.as_deref())?])
};
