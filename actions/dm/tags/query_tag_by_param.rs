//! `QueryTagByParam` lists tags, newest first.

use serde::Serialize;

use crate::dm::{
    lists::{self, Listed},
    tables::{Owner, tags},
};
use crate::shared::filters::pattern;
use crate::{Access, Action, Cx, Params, Result, request::page::Page, text};

pub(in crate::dm) struct QueryTagByParam {
    keyword: Option<String>,
    page: Page,
}

#[derive(Serialize)]
pub(in crate::dm) struct Rows {
    tag: Vec<Row>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dm) struct Row {
    tag_id: String,
    tag_name: String,
    tag_description: String,
}

impl Action for QueryTagByParam {
    const NAME: &'static str = "QueryTagByParam";
    const DOC: &'static str = "Queries tags.";
    const ACCESS: Access = Access::List;
    type Response = Listed<Rows>;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let keyword = text("KeyWord").doc("Part of a name.");
        Ok(Self { keyword: p.optional(keyword)?, page: lists::page(p, 50, 1000)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Self::Response> {
        let owner = Owner::of(cx);
        let like = self.keyword.as_deref().map(pattern);
        let (found, total) = tags::list(cx.tx, owner, like.as_deref(), self.page)?;
        let tag = found
            .into_iter()
            .map(|it| Row {
                tag_id: it.id.to_string(),
                tag_name: it.name,
                tag_description: it.about,
            })
            .collect();
        Ok(Listed::new(self.page, total, Rows { tag }))
    }
}
