//! `ListTagResources` lists the tags of authorities and certificates: of those named, of those with all the given tags, or of all.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::{
    Access, Action, Cx, Params, Result, TagReader,
    pca::{
        tables::{
            Owner,
            tags::{self, Tag},
        },
        tags::targets,
    },
    request::page::OffsetPage,
    text,
};

pub(in crate::pca) struct ListTagResources {
    kind: String,
    resources: Vec<String>,
    wanted: Vec<crate::Tag>,
    page: OffsetPage,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::pca) struct Response {
    data: Data,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Data {
    tag_resources: List,
    max_results: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_token: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct List {
    tag_resources: Vec<Item>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Item {
    resource_id: String,
    resource_type: String,
    tag_key: String,
    tag_value: String,
}

/// Tag filters have the same length limits as tags.
const WANTED: TagReader = |p| {
    let key = text("Key").len(1, 128).doc("The key of a required tag.");
    p.tags("Tag", 20, key, text("Value").len(0, 128).doc("The value of the required tag."))
};

impl Action for ListTagResources {
    const NAME: &'static str = "ListTagResources";
    const DOC: &'static str = "Queries the tags of authorities and certificates.";
    const ACCESS: Access = Access::List;
    const TAGS: Option<TagReader> = Some(WANTED);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        targets::region(p)?;
        Ok(Self {
            kind: p.required(targets::kind())?,
            resources: p.list(text("ResourceId").doc("Only of these."), 50)?.unwrap_or_default(),
            wanted: WANTED(p)?,
            page: OffsetPage::next_token_and_max_results(p, 20, 100)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let mut all = tags::all(cx.tx, owner)?;
        if !self.resources.is_empty() {
            all.retain(|it| self.resources.contains(&it.identifier));
        }
        for (name, value) in &self.wanted {
            let has = |it: &&Tag| {
                it.name == *name && value.as_ref().is_none_or(|value| it.value == *value)
            };
            let having: BTreeSet<String> =
                all.iter().filter(has).map(|it| it.identifier.clone()).collect();
            all.retain(|it| having.contains(&it.identifier));
        }
        let total = i64::try_from(all.len()).unwrap_or(i64::MAX);
        let number = |it: i64| usize::try_from(it).unwrap_or(usize::MAX);
        let shown = all.into_iter().skip(number(self.page.skip)).take(number(self.page.size));
        let tag_resources = shown.map(|it| Item {
            resource_id: it.identifier,
            resource_type: self.kind.clone(),
            tag_key: it.name,
            tag_value: it.value,
        });
        let list = List { tag_resources: tag_resources.collect() };
        let (max_results, next_token) = (self.page.size, self.page.next(total));
        Ok(Response { data: Data { tag_resources: list, max_results, next_token } })
    }
}
