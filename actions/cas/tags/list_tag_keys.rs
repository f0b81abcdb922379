//! `ListTagKeys` lists the names of tags in use, and how many certificates have each.
//!
//! It supports page numbers and tokens; a token takes precedence.

use serde::Serialize;

use crate::cas::{
    tables::{Owner, tags},
    tags::tag_targets,
};
use crate::{Access, Action, Cx, Params, Result, int, request::page::OffsetPage, text};

pub(in crate::cas) struct ListTagKeys {
    group: Option<String>,
    number: i64,
    size: i64,
    page: OffsetPage,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct Response {
    tag_keys: Vec<Key>,
    current_page: i64,
    page_size: i64,
    max_results: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_token: Option<String>,
    total_count: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct Key {
    tag_key: String,
    tag_count: i64,
}

impl Action for ListTagKeys {
    const NAME: &'static str = "ListTagKeys";
    const DOC: &'static str = "Queries the names of tags.";
    const ACCESS: Access = Access::List;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        tag_targets::region(p)?;
        p.required(tag_targets::kind())?;
        let mut list = Self {
            group: p.optional(text("ResourceGroupId").doc("Only those of this group."))?,
            number: p.default(int("CurrentPage").min(1).doc("The page, from 1."), 1)?,
            size: p.default(int("PageSize").range(1, 100).doc("How many to a page."), 20)?,
            page: OffsetPage::next_token_and_max_results(p, 0, 100)?,
        };
        list.size = p.page_size(list.size);
        Ok(list)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let size = if self.page.size > 0 { self.page.size } else { self.size };
        let skip = match self.page.skip {
            0 => (self.number - 1).saturating_mul(size),
            skip => skip,
        };
        let (found, total) = tags::names(cx.tx, owner, self.group.as_deref(), (skip, size))?;
        Ok(Response {
            tag_keys: found
                .into_iter()
                .map(|(tag_key, tag_count)| Key { tag_key, tag_count })
                .collect(),
            current_page: self.number,
            page_size: self.size,
            max_results: size,
            next_token: OffsetPage { skip, size }.next(total),
            total_count: total,
        })
    }
}
