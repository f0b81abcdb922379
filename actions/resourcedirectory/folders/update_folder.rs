//! `UpdateFolder` gives a folder another name. The name that a folder has is one that it may be given (assumed).

use serde::Serialize;

use crate::resourcedirectory::{
    arns,
    callers::{MANAGER, managed},
    faults::{NO_DIRECTORY, NO_FOLDER},
    folders::folder_names::{
        BAD_NAME, IS_ROOT, LONG_NAME, NAME_TAKEN, NO_NAME, folder_id, folder_name, wording,
    },
    folders::folder_view::Shown,
    tables::folders,
};
use crate::{Access, Action, CallerCheck, Cx, Fault, Params, ResourceReader, Result, Wording};

pub(in crate::resourcedirectory) struct UpdateFolder {
    id: String,
    name: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcedirectory) struct Response {
    folder: Shown,
}

impl Action for UpdateFolder {
    const NAME: &'static str = "UpdateFolder";
    const DOC: &'static str = "Gives a folder another name.";
    const ACCESS: Access = Access::Update;
    const CALLERS: CallerCheck = MANAGER;
    const RESOURCES: &'static [&'static str] = arns::FOLDER;
    const RESOURCES_OF: Option<ResourceReader> = Some(arns::FOLDER_ID);
    const FAULTS: &'static [Fault] =
        &[NO_NAME, BAD_NAME, LONG_NAME, NAME_TAKEN, NO_DIRECTORY, NO_FOLDER, IS_ROOT];
    const WORDING: Option<Wording> = Some(wording);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            id: p.required(folder_id("FolderId").doc("The folder."))?,
            name: p.required(folder_name("NewFolderName").doc("What it is called from now on."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let directory = managed(cx)?;
        let mut folder = folders::folder(cx.tx, &directory.id, &self.id)?.ok_or(NO_FOLDER)?;
        let Some(parent) = &folder.parent else { return Err(IS_ROOT.into()) };
        if folders::named(cx.tx, parent, &self.name)?.is_some_and(|holder| holder != folder.id) {
            return Err(NAME_TAKEN.into());
        }
        folders::rename(cx.tx, &folder.id, &self.name)?;
        folder.name = self.name;
        Ok(Response { folder: Shown::of(folder) })
    }
}
