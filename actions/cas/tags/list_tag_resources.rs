//! `ListTagResources` lists the tags of certificates: of those named, of those with all the given
//! tags, or of all.
//!
//! The only list of the product that is wrapped in an object.

use serde::Serialize;

use crate::cas::{
    tables::{
        Owner,
        tags::{self, Tag},
    },
    tags::tag_targets,
};
use crate::{
    Access, Action, Cx, Params, Result, TagReader, ports::store::Tx, request::page::OffsetPage,
    text,
};

pub(in crate::cas) struct ListTagResources {
    kind: String,
    resources: Vec<String>,
    tag_filter: Vec<(String, Option<String>)>,
    page: OffsetPage,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct Response {
    tag_resources: List,
    max_results: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_token: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct List {
    tag_resource: Vec<TagItem>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct TagItem {
    resource_id: String,
    resource_type: String,
    tag_key: String,
    tag_value: String,
}

/// Tag filters have the same length limits as tags.
const TAG_FILTER: TagReader = |p| {
    let key = text("Key").len(1, 128).doc("The key of a required tag.");
    p.tags("Tag", 20, key, text("Value").len(0, 128).doc("The value of the required tag."))
};

impl Action for ListTagResources {
    const NAME: &'static str = "ListTagResources";
    const DOC: &'static str = "Queries the tags of certificates.";
    const ACCESS: Access = Access::List;
    const TAGS: Option<TagReader> = Some(TAG_FILTER);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        tag_targets::region(p)?;
        Ok(Self {
            kind: p.required(tag_targets::kind())?,
            resources: p.list(text("ResourceId").doc("Only of these."), 50)?.unwrap_or_default(),
            tag_filter: TAG_FILTER(p)?,
            page: OffsetPage::next_token_and_max_results(p, 20, 100)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let (skip, max) = (self.page.skip, self.page.size);
        let (found, total) = if self.resources.is_empty() && self.tag_filter.is_empty() {
            tags::list(cx.tx, owner, (skip, max))?
        } else {
            let all = self.of_some(cx.tx, owner)?;
            let total = i64::try_from(all.len()).unwrap_or(i64::MAX);
            let (skip, max) = (usize::try_from(skip), usize::try_from(max));
            let some = all.into_iter().skip(skip.unwrap_or(usize::MAX));
            (some.take(max.unwrap_or(0)).collect(), total)
        };
        let tag_resource = found.into_iter().map(|tag| TagItem {
            resource_id: tag.instance,
            resource_type: self.kind.clone(),
            tag_key: tag.name,
            tag_value: tag.value,
        });
        Ok(Response {
            tag_resources: List { tag_resource: tag_resource.collect() },
            max_results: max,
            next_token: self.page.next(total),
        })
    }
}

impl ListTagResources {
    /// The tags of the named resources that match the filter, under the names used in the call.
    fn of_some(&self, tx: &mut dyn Tx, owner: Owner<'_>) -> Result<Vec<Tag>> {
        let mut holders: Option<Vec<(String, String)>> = None;
        if !self.resources.is_empty() {
            let mut named = Vec::new();
            for name in &self.resources {
                let holder = tag_targets::tag_owner(tx, owner, name)?;
                named.extend(holder.map(|holder| (name.clone(), holder)));
            }
            holders = Some(named);
        }
        for (key, value) in &self.tag_filter {
            let having = tags::named(tx, owner, (key, value.as_deref()))?;
            holders = Some(match holders {
                None => having.into_iter().map(|it| (it.clone(), it)).collect(),
                Some(so_far) => {
                    so_far.into_iter().filter(|(_, holder)| having.contains(holder)).collect()
                }
            });
        }
        let mut all = Vec::new();
        for (name, holder) in holders.unwrap_or_default() {
            let found = tags::of(tx, owner, &holder)?;
            all.extend(found.into_iter().map(|tag| Tag { instance: name.clone(), ..tag }));
        }
        Ok(all)
    }
}
