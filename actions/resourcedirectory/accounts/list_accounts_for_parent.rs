//! `ListAccountsForParent` lists the members directly in a folder, or in Root (assumed).
//!
//! Assumed: the case of `QueryKeyword` does not count.

use serde::Serialize;

use crate::resourcedirectory::{
    accounts::{
        list_params,
        member_view::{Accounts, Listed},
    },
    arns,
    callers::{READER, readable},
    faults::{NO_DIRECTORY, NO_FOLDER},
    folders::folder_names::folder_id,
    tables::{
        folders,
        lists::{Filter, Part},
        tree_lists,
    },
    tags::tag_rules,
};
use crate::{
    Access, Action, CallerCheck, Cx, Fault, Params, ResourceReader, Result, TagReader,
    request::page::Page,
};

pub(in crate::resourcedirectory) struct ListAccountsForParent {
    parent: Option<String>,
    filter: Filter,
    with_tags: bool,
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcedirectory) struct Response {
    total_count: i64,
    page_number: i64,
    page_size: i64,
    accounts: Accounts,
}

impl Action for ListAccountsForParent {
    const NAME: &'static str = "ListAccountsForParent";
    const DOC: &'static str = "Lists the members in a folder.";
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
            with_tags: list_params::include_tags(p)?,
            page: Page::number_and_size(p, 10, 100)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let directory = readable(cx)?;
        let parent = self.parent.as_deref().unwrap_or(&directory.root);
        folders::folder(cx.tx, &directory.id, parent)?.ok_or(NO_FOLDER)?;
        let within = (directory.id.as_str(), parent);
        let part = Part::Numbered(self.page);
        let (rows, total_count) = tree_lists::members_in(cx.tx, within, &self.filter, part)?;
        let mut account = Vec::with_capacity(rows.len());
        for (_, member) in rows {
            account.push(Listed::of(cx.tx, member, false, self.with_tags)?);
        }
        Ok(Response {
            total_count,
            page_number: self.page.number,
            page_size: self.page.size,
            accounts: Accounts { account },
        })
    }
}
