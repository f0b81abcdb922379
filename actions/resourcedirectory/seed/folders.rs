//! Folders, each after the one that it is in.

use crate::{
    Cx,
    core::{
        control::ControlError,
        seed::{self, Fields, SeedKind, SeedMember},
    },
    resourcedirectory::{
        RESOURCEDIRECTORY, folders::create_folder::CreateFolder, tables::folders, tree::is_id,
    },
    shared::ids,
};

use super::{check_id, folder_at, managed, paths, taken};

pub(super) const FOLDERS: SeedKind = SeedKind {
    name: "folders",
    doc: "The folders, each after the one that it is in.",
    key: &["path"],
    members: &[
        SeedMember::text("path", "The names from Root down: /team/web.").required(),
        SeedMember::text("id", "The id, `fd-` and ten letters or digits; made if it is not given."),
    ],
    export,
    create,
    update: None,
};

fn export(cx: &mut Cx<'_>) -> Result<Vec<Fields>, ControlError> {
    let Some(directory) = managed(cx)? else { return Ok(Vec::new()) };
    let all = paths(cx, &directory)?.into_iter().skip(1);
    let shown = |(path, folder): (String, folders::Folder)| {
        seed::fields([("path", path.into()), ("id", folder.id.into())])
    };
    Ok(all.map(shown).collect())
}

fn create(cx: &mut Cx<'_>, it: &Fields) -> Result<(), ControlError> {
    let path = seed::text(it, "path");
    let (above, name) = path.rsplit_once('/').unwrap_or(("", path));
    let parent = folder_at(cx, if above.is_empty() && !name.is_empty() { "/" } else { above })?;
    if !path.starts_with('/') {
        return Err(ControlError::Wrong(format!("`path` begins with /: /{path}")));
    }
    let id = match seed::text(it, "id") {
        "" => format!("fd-{}", ids::letters(cx.random, 10)),
        id => id.to_owned(),
    };
    check_id(&id, |id| is_id(id, "fd-", 10), "`fd-` and ten letters or digits")?;
    if folders::exists(cx.tx, &id)? {
        return Err(taken(&id));
    }
    let parameters = seed::values(&[("FolderName", name), ("ParentFolderId", &parent)]);
    let action: CreateFolder = seed::read(&RESOURCEDIRECTORY, parameters)?;
    action.create(cx, Some(id))?;
    Ok(())
}
