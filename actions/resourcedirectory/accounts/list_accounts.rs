//! `ListAccounts` lists the members of the directory, without the management account (assumed).
//!
//! It has numbered pages, and pages that a token leads to once `MaxResults` or `NextToken` is given.
//!
//! Assumed: the case of `QueryKeyword` does not count.

use serde::Serialize;

use crate::resourcedirectory::{
    accounts::{
        list_params,
        member_view::{Accounts, Listed},
    },
    callers::{READER, readable},
    faults::NO_DIRECTORY,
    tables::{
        lists::{Filter, Part},
        tree_lists,
    },
    tags::tag_rules,
};
use crate::{
    Access, Action, CallerCheck, Cx, Fault, Params, Result, TagReader,
    request::page::{CursorPage, Page},
};

pub(in crate::resourcedirectory) struct ListAccounts {
    filter: Filter,
    with_tags: bool,
    page: Page,
    /// In place of the page, if the call has one.
    cursor: Option<CursorPage>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::resourcedirectory) struct Response {
    total_count: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    page_number: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    page_size: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_token: Option<String>,
    accounts: Accounts,
}

impl Action for ListAccounts {
    const NAME: &'static str = "ListAccounts";
    const DOC: &'static str = "Lists the members of the directory.";
    const ACCESS: Access = Access::List;
    const CALLERS: CallerCheck = READER;
    const TAGS: Option<TagReader> = Some(tag_rules::TAGS);
    const FAULTS: &'static [Fault] = &[NO_DIRECTORY];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let (cursor, asked) = CursorPage::next_token_and_max_results(p, 10, 100)?;
        Ok(Self {
            filter: list_params::filter(p)?,
            with_tags: list_params::include_tags(p)?,
            page: Page::number_and_size(p, 10, 100)?,
            cursor: asked.then_some(cursor),
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let directory = readable(cx)?;
        let part = self.cursor.map_or(Part::Numbered(self.page), Part::After);
        let found = tree_lists::members(cx.tx, &directory.id, &self.filter, part)?;
        let (mut rows, total_count) = found;
        let next_token =
            self.cursor.and_then(|cursor| cursor.cut(&mut rows, |(number, _)| *number));
        let mut account = Vec::with_capacity(rows.len());
        for (_, member) in rows {
            account.push(Listed::of(cx.tx, member, true, self.with_tags)?);
        }
        let numbered = self.cursor.is_none();
        Ok(Response {
            total_count,
            page_number: numbered.then_some(self.page.number),
            page_size: numbered.then_some(self.page.size),
            next_token,
            accounts: Accounts { account },
        })
    }
}
