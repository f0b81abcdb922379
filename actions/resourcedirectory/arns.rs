//! What policies are asked about: folders and members by their paths in the directory.
//!
//! The vendor documents both forms, and of folders that are made and accounts that are moved which ones
//! are asked about; of other actions that is assumed alike. What the directory does not have is named as if
//! it stood directly below Root, so that a refusal does not tell what there is.

use super::{
    tables::folders,
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
    Ok(format!("acs:resourcemanager:*:{}:folder/{path}", directory.master))
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

/// All message contacts.
pub(super) const CONTACTS: &[&str] = &["acs:resourcemanager:*:{account}:messagecontact/*"];
/// A message contact.
pub(super) const CONTACT: &[&str] = &["acs:resourcemanager:*:{account}:messagecontact/{ContactId}"];
