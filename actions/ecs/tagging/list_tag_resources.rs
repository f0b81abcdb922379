//! `ListTagResources` lists the tags of resources, or the resources with tags.

use serde_json::{Value, json};

use super::tag_targets;
use crate::{
    Access, Action, Cx, Fault, Params, ResourceReader, Result, Tag, TagReader, Wording,
    ecs::{
        calls,
        faults::{
            self,
            tags::{BAD_TOKEN, NO_RESOURCE_TYPE, NO_TYPE, NOTHING_ASKED},
        },
        given::{Given, Parameter, TAG_READER, list, need, tags, text},
        policy_resources,
        tables::tags,
    },
};

/// What it reads.
const READS: &[Parameter] = &[
    need("RegionId"),
    text("ResourceType"),
    list("ResourceId", 50),
    tags("Tag"),
    text("NextToken"),
];

/// A call without a region.
const NO_REGION_ID: Fault = Fault {
    status: 404,
    code: "MissingParameter.RegionId",
    message: "The parameter - RegionId should not be null.",
};

pub(in crate::ecs) struct ListTagResources(Given);

impl Action for ListTagResources {
    const NAME: &'static str = "ListTagResources";
    const DOC: &'static str = "Lists the tags of resources, or the resources with tags.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] =
        &["acs:ecs:{region}:{account}:{ResourceType}/{ResourceId.N}"];
    const RESOURCES_OF: Option<ResourceReader> = Some(policy_resources::TAGGED);
    const TAGS: Option<TagReader> = Some(TAG_READER);
    const FAULTS: &'static [Fault] = &[NO_TYPE, NOTHING_ASKED, BAD_TOKEN, NO_REGION_ID];
    const WORDING: Option<Wording> = Some(|bad| faults::without_region(bad, NO_REGION_ID));
    type Response = Value;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Given::read(p, READS).map(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Value> {
        calls::run(cx, Self::NAME, &self.0, work)
    }
}

/// How many tags an answer has.
const SIZE: usize = 50;

fn work(cx: &mut Cx<'_>, it: &Given) -> Result<Value> {
    let (account, region) = (cx.account().to_owned(), calls::region(cx, it));
    let kind = it.opt("ResourceType").ok_or(NO_RESOURCE_TYPE)?;
    let (ids, wanted) = (it.list("ResourceId"), it.tags("Tag"));
    if ids.is_none() && wanted.is_empty() {
        return Err(NOTHING_ASKED.into());
    }
    let from: usize = match it.opt("NextToken") {
        None => 0,
        Some(token) => token.parse().map_err(|_| BAD_TOKEN)?,
    };
    let mut rows = Vec::new();
    if let Some(kind) = tag_targets::kind(kind, NO_TYPE)? {
        let mut found = Vec::new();
        if let Some(ids) = ids {
            for id in ids {
                found.extend(tag_targets::one(cx, kind, &region, &id)?.map(|it| (id, it.id)));
            }
        } else {
            let first = wanted.first().map(|it| (it.0.as_str(), it.1.as_deref()));
            let with =
                tags::with(cx.tx, (&account, &region), kind.name, first.unwrap_or(("", None)))?;
            found.extend(with.into_iter().map(|id| (id.clone(), id)));
        }
        for (named, id) in found {
            let all = tags::of(cx.tx, &account, (kind.name, &id))?;
            let has = |(key, value): &Tag| {
                all.iter().any(|it| it.key == *key && value.as_ref().is_none_or(|v| it.value == *v))
            };
            if !wanted.iter().all(has) {
                continue;
            }
            rows.extend(all.into_iter().map(|tag| {
                json!({
                    "ResourceType": tag_targets::name(kind.name),
                    "ResourceId": named,
                    "TagKey": tag.key,
                    "TagValue": tag.value,
                })
            }));
        }
    }
    let next = from.saturating_add(SIZE);
    let token = if next < rows.len() { next.to_string() } else { String::new() };
    let shown: Vec<Value> = rows.into_iter().skip(from).take(SIZE).collect();
    Ok(json!({"NextToken": token, "TagResources": {"TagResource": shown}}))
}
