//! `ListFoldersForParent` lists the folders directly in another, or in Root.
//!
//! Assumed: the case of `QueryKeyword` does not count.

use serde::Serialize;

use crate::resourcedirectory::{
    accounts::list_params,
    arns,
    callers::{READER, readable},
    faults::{NO_DIRECTORY, NO_FOLDER},
    folders::{
        folder_names::folder_id,
        folder_view::{Folders, Listed},
    },
    tables::{
        folders,
        lists::{Filter, Part},
        tags::{self, FOLDER},
        tree_lists,
    },
    tags::{tag_rules, tag_view::Tags},
};
use crate::{
    Access, Action, CallerCheck, Cx, Fault, Params, ResourceReader, Result, TagReader,
    request::page::Page,
};

pub(in crate::resourcedirectory) struct ListFoldersForParent {
    parent: Option<String>,
    filter: Filter,
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcedirectory) struct Response {
    total_count: i64,
    page_number: i64,
    page_size: i64,
    folders: Folders<Tagged>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Tagged {
    #[serde(flatten)]
    shown: Listed,
    tags: Tags,
}

impl Action for ListFoldersForParent {
    const NAME: &'static str = "ListFoldersForParent";
    const DOC: &'static str = "Lists the folders in a folder.";
    const ACCESS: Access = Access::List;
    const CALLERS: CallerCheck = READER;
    const RESOURCES: &'static [&'static str] = arns::FOLDER;
    const RESOURCES_OF: Option<ResourceReader> = Some(arns::PARENT);
    const TAGS: Option<TagReader> = Some(tag_rules::TAGS);
    const FAULTS: &'static [Fault] = &[NO_DIRECTORY, NO_FOLDER];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let parent = folder_id("ParentFolderId").doc("The folder to look in; else Root.");
        Ok(Self {
            parent: p.optional(parent)?,
            filter: list_params::filter(p)?,
            page: Page::number_and_size(p, 10, 100)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let directory = readable(cx)?;
        let parent = self.parent.as_deref().unwrap_or(&directory.root);
        folders::folder(cx.tx, &directory.id, parent)?.ok_or(NO_FOLDER)?;
        let within = (directory.id.as_str(), parent);
        let part = Part::Numbered(self.page);
        let (found, total_count) = tree_lists::folders(cx.tx, within, &self.filter, part)?;
        let mut folder = Vec::with_capacity(found.len());
        for (_, row) in found {
            let tags = Tags::of(tags::of(cx.tx, (&directory.id, FOLDER, &row.id))?);
            folder.push(Tagged { shown: Listed::of(row), tags });
        }
        Ok(Response {
            total_count,
            page_number: self.page.number,
            page_size: self.page.size,
            folders: Folders { folder },
        })
    }
}
