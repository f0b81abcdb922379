//! `DeleteFolder` deletes an empty folder. Root cannot be deleted.

use serde::Serialize;

use crate::resourcedirectory::{
    arns,
    callers::{MANAGER, managed},
    contacts::inheritance,
    control_policies,
    faults::{NO_DIRECTORY, NO_FOLDER, SUB_FOLDERS},
    folders::folder_names::{IS_ROOT, folder_id},
    tables::{
        folders, members,
        tags::{self, FOLDER},
    },
};
use crate::{Access, Action, CallerCheck, Cx, Fault, Params, ResourceReader, Result};

pub(in crate::resourcedirectory) struct DeleteFolder {
    id: String,
}

#[derive(Serialize)]
pub(in crate::resourcedirectory) struct Response {}

const MEMBERS: Fault = Fault {
    status: 409,
    code: "DeleteConflict.Folder.Account",
    message: "This folder has accounts.",
};

impl Action for DeleteFolder {
    const NAME: &'static str = "DeleteFolder";
    const DOC: &'static str = "Deletes an empty folder.";
    const ACCESS: Access = Access::Delete;
    const CALLERS: CallerCheck = MANAGER;
    const RESOURCES: &'static [&'static str] = arns::FOLDER;
    const RESOURCES_OF: Option<ResourceReader> = Some(arns::FOLDER_ID);
    const FAULTS: &'static [Fault] = &[NO_DIRECTORY, NO_FOLDER, IS_ROOT, SUB_FOLDERS, MEMBERS];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { id: p.required(folder_id("FolderId").doc("The folder."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let directory = managed(cx)?;
        let folder = folders::folder(cx.tx, &directory.id, &self.id)?.ok_or(NO_FOLDER)?;
        if folder.parent.is_none() {
            return Err(IS_ROOT.into());
        }
        if folders::count(cx.tx, &folder.id)? > 0 {
            return Err(SUB_FOLDERS.into());
        }
        if members::count(cx.tx, &folder.id)? > 0 {
            return Err(MEMBERS.into());
        }
        // Whatever is bound to the folder goes with it.
        inheritance::folder_deleted(cx, &folder)?;
        control_policies::target_deleted(cx.tx, &directory, &folder.id)?;
        tags::remove_all(cx.tx, (&directory.id, FOLDER, &folder.id))?;
        members::forget(cx.tx, &folder.id)?;
        folders::remove(cx.tx, &folder)?;
        Ok(Response {})
    }
}
