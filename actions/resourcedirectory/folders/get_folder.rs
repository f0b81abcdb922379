//! `GetFolder` shows a folder with its path.

use serde::Serialize;

use crate::resourcedirectory::{
    arns,
    callers::{READER, readable},
    faults::{NO_DIRECTORY, NO_FOLDER},
    folders::{folder_names::folder_id, folder_view::Shown},
    tables::folders,
};
use crate::{Access, Action, CallerCheck, Cx, Fault, Params, ResourceReader, Result};

pub(in crate::resourcedirectory) struct GetFolder {
    id: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcedirectory) struct Response {
    folder: WithPath,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct WithPath {
    #[serde(flatten)]
    shown: Shown,
    resource_directory_path: String,
}

impl Action for GetFolder {
    const NAME: &'static str = "GetFolder";
    const DOC: &'static str = "Shows a folder.";
    const ACCESS: Access = Access::Get;
    const CALLERS: CallerCheck = READER;
    const RESOURCES: &'static [&'static str] = arns::FOLDER;
    const RESOURCES_OF: Option<ResourceReader> = Some(arns::FOLDER_ID);
    const FAULTS: &'static [Fault] = &[NO_DIRECTORY, NO_FOLDER];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { id: p.required(folder_id("FolderId").doc("The folder."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let directory = readable(cx)?;
        let folder = folders::folder(cx.tx, &directory.id, &self.id)?.ok_or(NO_FOLDER)?;
        let resource_directory_path = folder.directory_path().to_owned();
        Ok(Response { folder: WithPath { shown: Shown::of(folder), resource_directory_path } })
    }
}
