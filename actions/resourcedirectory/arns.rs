//! What policies are asked about: folders and members by their paths in the directory.
//!
//! The vendor documents both forms, and of folders that are made and accounts that are moved which ones
//! are asked about; of other actions that is assumed alike. What the directory does not have is named as if
//! it stood directly below Root, so that a refusal does not tell what there is.

use super::{
    control_policies::type_of,
    tables::{folders, members},
    tree::{self, Directory, is_account_id},
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

/// A folder or a member, in policies, by its id.
fn target_arn(tx: &mut dyn Tx, directory: &Directory, id: &str) -> Result<String> {
    if !is_account_id(id) {
        return folder_arn(tx, directory, Some(id));
    }
    let path = match members::member(tx, &directory.id, id)? {
        Some(member) => member.path,
        None => format!("{}/{}/", directory.id, directory.root),
    };
    Ok(format!("acs:resourcemanager:*:{}:account/{path}{id}", directory.master))
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

/// The form of control policies (assumed).
pub(super) const CONTROL_POLICY: &[&str] =
    &["acs:resourcemanager:*:{account}:policy/controlpolicy/{PolicyType}/{PolicyId}"];

/// The control policy that `PolicyId` names.
pub(super) const POLICY: ResourceReader = |tx, caller, p| {
    let id = p.required(crate::text("PolicyId"))?;
    let directory = directory(tx, caller)?;
    Ok(vec![control_policy_arn(&directory, &id)])
};

fn control_policy_arn(directory: &Directory, id: &str) -> String {
    let (kind, id) = (type_of(id), in_resource(id));
    format!("acs:resourcemanager:*:{}:policy/controlpolicy/{kind}/{id}", directory.master)
}

/// The forms of folders and of members, which control policies are attached to.
pub(super) const TARGET: &[&str] = &[
    "acs:resourcemanager:*:{account}:folder/{ResourceDirectoryPath}",
    "acs:resourcemanager:*:{account}:account/{ResourceDirectoryPath}",
];

/// The folder or the member that `TargetId` names.
pub(super) const TARGET_OF_POLICIES: ResourceReader = |tx, caller, p| {
    let target = p.required(crate::text("TargetId"))?;
    let directory = directory(tx, caller)?;
    Ok(vec![target_arn(tx, &directory, &target)?])
};

/// The forms of what is attached, and of what it is attached to.
pub(super) const ATTACHMENT: &[&str] = &[
    "acs:resourcemanager:*:{account}:policy/controlpolicy/{PolicyType}/{PolicyId}",
    "acs:resourcemanager:*:{account}:folder/{ResourceDirectoryPath}",
    "acs:resourcemanager:*:{account}:account/{ResourceDirectoryPath}",
];

/// The control policy that `PolicyId` names, and the folder or the member that `TargetId` names.
pub(super) const POLICY_AND_TARGET: ResourceReader = |tx, caller, p| {
    let mut both = POLICY(tx, caller, p)?;
    both.extend(TARGET_OF_POLICIES(tx, caller, p)?);
    Ok(both)
};
