//! `ListTagResources` lists the tags of keys, secrets or instances, 200 at a time.

use std::collections::BTreeMap;

use serde::Serialize;

use super::tag_targets::{self, Many};
use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result, TagReader};
use crate::{
    kms::{
        faults::{BAD_PARAMETER, NO_TAG_TARGET},
        place::Place,
        policies::policy_rights,
        tables::tags::{self, Tag},
        tag_lists,
    },
    request::page::OffsetPage,
    text,
};

pub(in crate::kms) struct ListTagResources {
    many: Many,
    tags: Vec<Tag>,
    page: OffsetPage,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::kms) struct Response {
    tag_resources: Rows,
    next_token: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Rows {
    tag_resource: Vec<Row>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Row {
    resource_type: String,
    resource_id: String,
    tag_key: String,
    tag_value: String,
}

impl Action for ListTagResources {
    const NAME: &'static str = "ListTagResources";
    const DOC: &'static str = "Queries the tags of resources.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = tag_targets::MANY;
    const RESOURCES_OF: Option<ResourceReader> = Some(tag_targets::MANY_OF);
    const TAGS: Option<TagReader> = Some(tag_lists::NUMBERED);
    const FAULTS: &'static [Fault] = &[BAD_PARAMETER, NO_TAG_TARGET];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let many = Many::read(p)?;
        let tags = tag_lists::numbered(p)?;
        Ok(Self { many, tags, page: page(p)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let place = Place::of(cx);
        self.many.find(cx, false)?;
        let all = tags::all(cx.tx, place, &self.many.kind)?;
        // What has all of the tags that are given; one without a value has any.
        let has = |id: &str, wanted: &Tag| {
            all.iter().any(|(of, it)| {
                of == id
                    && it.key == wanted.key
                    && (wanted.value.is_empty() || it.value == wanted.value)
            })
        };
        let ids = &self.many.ids;
        let mut shown = BTreeMap::new();
        if ids.is_empty() {
            // Of those that nobody has named, the caller sees what it may.
            for (id, _) in &all {
                if !shown.contains_key(id) {
                    let arn = place.arn(&tag_targets::resource(&self.many.kind, id));
                    shown.insert(id.clone(), policy_rights::may(cx, "kms:ListTagResources", &arn)?);
                }
            }
        }
        let listed: Vec<&(String, Tag)> = all
            .iter()
            .filter(|(id, _)| ids.contains(id) || shown.get(id) == Some(&true))
            .filter(|(id, _)| self.tags.iter().all(|it| has(id, it)))
            .collect();
        let total = i64::try_from(listed.len()).unwrap_or(i64::MAX);
        let skip = usize::try_from(self.page.skip).unwrap_or(usize::MAX);
        let size = usize::try_from(self.page.size).unwrap_or(usize::MAX);
        let row = |(id, it): &(String, Tag)| Row {
            resource_type: self.many.kind.clone(),
            resource_id: id.clone(),
            tag_key: it.key.clone(),
            tag_value: it.value.clone(),
        };
        Ok(Response {
            tag_resources: Rows {
                tag_resource: listed.into_iter().skip(skip).take(size).map(row).collect(),
            },
            next_token: self.page.next(total).unwrap_or_default(),
        })
    }
}

/// The rows of a page.
const ROWS: i64 = 200;

/// The page that `NextToken` names: the number of rows before it.
fn page(p: &mut Params<'_>) -> Result<OffsetPage> {
    let is = |it: &str| it.parse::<i64>().is_ok_and(|it| it >= 0);
    let token =
        p.optional(text("NextToken").form("token", is).doc("The page, as an answer has it."))?;
    Ok(OffsetPage {
        skip: token.and_then(|it| it.parse().ok()).unwrap_or(0),
        size: p.page_size(ROWS),
    })
}
