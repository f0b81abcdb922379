//! `ListTagResources` lists the tags of templates: of those named, or of all, and of these only the tags that are asked for.

use serde::Serialize;

use super::tag_parameters::{self, LISTED_TYPE, TAG};
use crate::{
    Access, Action, Cx, Params, Result, Success, Tag, TagReader, dysms::tables::tags, int,
    request::page::OffsetPage, text,
};

pub(in crate::dysms) struct ListTagResources {
    templates: Vec<String>,
    filter: Vec<Tag>,
    page: OffsetPage,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dysms) struct Response {
    #[serde(skip_serializing_if = "Option::is_none")]
    next_token: Option<String>,
    tag_resources: List,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dysms) struct List {
    tag_resource: Vec<TagItem>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dysms) struct TagItem {
    resource_type: &'static str,
    resource_id: String,
    tag_key: String,
    tag_value: String,
}

impl Action for ListTagResources {
    const NAME: &'static str = "ListTagResources";
    const DOC: &'static str = "Queries the tags of templates.";
    const ACCESS: Access = Access::List;
    const TAGS: Option<TagReader> = Some(TAG);
    const SUCCESS: Option<Success> = Some(tag_parameters::SUCCESS);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let is_number = |it: &str| it.len() < 19 && it.bytes().all(|b| b.is_ascii_digit());
        let token = text("NextToken").form("token", is_number);
        let token = p.optional(token.doc("Where the last answer said that the next begins."))?;
        let size = p.default(int("PageSize").range(1, 100).doc("How many at most."), 20)?;
        let skip = token.and_then(|it| it.parse().ok()).unwrap_or(0);
        Ok(Self {
            templates: tag_parameters::templates(p)?,
            filter: TAG(p)?,
            page: OffsetPage { skip, size: p.page_size(size) },
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = cx.account().to_owned();
        let mut found = Vec::new();
        if self.templates.is_empty() {
            found = tags::all(cx.tx, &account)?;
        }
        for code in &self.templates {
            found.extend(tags::of(cx.tx, &account, code)?);
        }
        if !self.filter.is_empty() {
            found.retain(|it| tag_parameters::matches(&self.filter, &it.name, &it.value));
        }
        let next_token = self.page.next(i64::try_from(found.len()).unwrap_or(i64::MAX));
        let skip = usize::try_from(self.page.skip).unwrap_or(usize::MAX);
        let size = usize::try_from(self.page.size).unwrap_or_default();
        let item = |it: tags::Tag| TagItem {
            resource_type: LISTED_TYPE,
            resource_id: it.template,
            tag_key: it.name,
            tag_value: it.value,
        };
        let tag_resource = found.into_iter().skip(skip).take(size).map(item).collect();
        Ok(Response { next_token, tag_resources: List { tag_resource } })
    }
}
