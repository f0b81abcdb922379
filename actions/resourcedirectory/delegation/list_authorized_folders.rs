//! `ListAuthorizedFolders` lists the folders that the caller may query. Assumed: those that its policies allow it to
//! call `GetFolder` on; Root is one of them; the order is by path.

use serde::Serialize;

use crate::resourcedirectory::{
    arns,
    callers::{READER, readable},
    delegation::authorized::{self, BATCH},
    faults::NO_DIRECTORY,
    tables::folders::{self, Folder},
};
use crate::{Access, Action, CallerCheck, Cx, Fault, Params, Result, request::page::Page};

pub(in crate::resourcedirectory) struct ListAuthorizedFolders {
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcedirectory) struct Response {
    total_count: i64,
    page_number: i64,
    page_size: i64,
    folders: Folders,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Folders {
    folder: Vec<Listed>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Listed {
    folder_id: String,
    folder_name: String,
    resource_directory_path: String,
}

impl Action for ListAuthorizedFolders {
    const NAME: &'static str = "ListAuthorizedFolders";
    const DOC: &'static str = "Lists the folders that the caller may query.";
    const ACCESS: Access = Access::List;
    const CALLERS: CallerCheck = READER;
    const FAULTS: &'static [Fault] = &[NO_DIRECTORY];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { page: Page::number_and_size(p, 10, 100)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let directory = readable(cx)?;
        let (found, total_count) = authorized::page(
            cx,
            self.page,
            "resourcemanager:GetFolder",
            |tx, after| folders::after(tx, &directory.id, after, BATCH),
            |folder| &folder.path,
            |caller, folder| arns::folder_arn(caller, folder.directory_path()),
        )?;
        let listed = |folder: Folder| Listed {
            resource_directory_path: folder.directory_path().to_owned(),
            folder_id: folder.id,
            folder_name: folder.name,
        };
        Ok(Response {
            total_count,
            page_number: self.page.number,
            page_size: self.page.size,
            folders: Folders { folder: found.into_iter().map(listed).collect() },
        })
    }
}
