//! What seed files may say of a resource directory: of the account that manages it. A folder is known by its path of
//! names, and a member by its account, which the seed has as well.

mod directory;
mod folders;
mod members;
mod policies;

use std::collections::HashMap;

use crate::{
    Cx,
    core::{control::ControlError, seed::SeedKind},
    resourcedirectory::{
        tables::{directories, folders as folder_rows},
        tree::Directory,
    },
};

/// All kinds.
pub(super) const KINDS: &[SeedKind] = &[
    directory::DIRECTORY,
    folders::FOLDERS,
    policies::CONTROL_POLICIES,
    members::MEMBERS,
    policies::CONTROL_ATTACHMENTS,
    members::DELEGATED_ADMINISTRATORS,
];

/// More than a directory may have of anything.
const ALL: i64 = 1_000_000;
/// The path of the Root folder.
const ROOT: &str = "/";

/// The directory that the account manages, if it does.
fn managed(cx: &mut Cx<'_>) -> Result<Option<Directory>, ControlError> {
    Ok(directories::managed_by(cx.tx, &cx.caller.account)?)
}

/// The folders of a directory with their paths, each after the one that it is in; Root is the first.
fn paths(
    cx: &mut Cx<'_>,
    directory: &Directory,
) -> Result<Vec<(String, folder_rows::Folder)>, ControlError> {
    let mut known = HashMap::new();
    let mut all = Vec::new();
    for folder in folder_rows::after(cx.tx, &directory.id, "", ALL)? {
        let path = match &folder.parent {
            None => ROOT.to_owned(),
            Some(parent) => {
                let above: &String = known
                    .get(parent)
                    .ok_or_else(|| ControlError::Wrong("a folder is lost".into()))?;
                format!("{}/{}", above.trim_end_matches('/'), folder.name)
            }
        };
        known.insert(folder.id.clone(), path.clone());
        all.push((path, folder));
    }
    Ok(all)
}

/// The id of the folder with a path.
fn folder_at(cx: &mut Cx<'_>, path: &str) -> Result<String, ControlError> {
    let directory = managed(cx)?.ok_or_else(none)?;
    let Some(names) = path.strip_prefix('/') else {
        let why = format!("write a folder with its path, such as /team/web, not `{path}`");
        return Err(ControlError::Wrong(why));
    };
    let mut id = directory.root;
    for name in names.split('/').filter(|_| path != ROOT) {
        id = folder_rows::named(cx.tx, &id, name)?.ok_or_else(|| {
            ControlError::Wrong(format!(
                "there is no folder `{path}`, at least not before this entry"
            ))
        })?;
    }
    Ok(id)
}

/// That the account manages no directory.
fn none() -> ControlError {
    ControlError::Wrong("the account manages no resource directory: give it a `directory`".into())
}

/// Refuses an id that does not have its form.
fn check_id(id: &str, is_id: fn(&str) -> bool, form: &str) -> Result<(), ControlError> {
    if is_id(id) { Ok(()) } else { Err(ControlError::Wrong(format!("`{id}` is not {form}"))) }
}

/// That another thing has an id that an entry gives.
fn taken(id: &str) -> ControlError {
    ControlError::Wrong(format!("the id {id} is taken"))
}
