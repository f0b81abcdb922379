//! `ListAncestors` lists the folders that a folder is in, Root first (assumed), without the folder itself.

use serde::Serialize;

use crate::resourcedirectory::{
    arns,
    callers::{READER, readable},
    faults::{NO_DIRECTORY, NO_FOLDER},
    folders::{
        folder_names::folder_id,
        folder_view::{Folders, Listed},
    },
    tables::folders,
    tree::{Target, ancestors},
};
use crate::{Access, Action, CallerCheck, Cx, Fault, Params, ResourceReader, Result};

pub(in crate::resourcedirectory) struct ListAncestors {
    id: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcedirectory) struct Response {
    folders: Folders<Listed>,
}

impl Action for ListAncestors {
    const NAME: &'static str = "ListAncestors";
    const DOC: &'static str = "Lists the folders that a folder is in.";
    const ACCESS: Access = Access::List;
    const CALLERS: CallerCheck = READER;
    const RESOURCES: &'static [&'static str] = arns::FOLDER;
    const RESOURCES_OF: Option<ResourceReader> = Some(arns::CHILD_ID);
    const FAULTS: &'static [Fault] = &[NO_DIRECTORY, NO_FOLDER];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { id: p.required(folder_id("ChildId").doc("The folder."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let directory = readable(cx)?;
        let child = folders::folder(cx.tx, &directory.id, &self.id)?.ok_or(NO_FOLDER)?;
        let above = if child.parent.is_none() {
            Vec::new()
        } else {
            ancestors(cx.tx, &directory, &Target::Folder(child.id))?
        };
        let mut folder = Vec::with_capacity(above.len());
        for id in above {
            folder.extend(folders::folder(cx.tx, &directory.id, &id)?.map(Listed::of));
        }
        Ok(Response { folders: Folders { folder } })
    }
}
