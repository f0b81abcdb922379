//! `DescribeTags` lists tags, and how many resources of each kind have each.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::tag_targets;
use crate::{
    Access, Action, Cx, Fault, Params, Result, Tag, TagReader,
    ecs::{
        calls,
        faults::tags::NO_TYPE,
        given::{Given, Parameter, TAG_READER, need, page, tags, text},
        lists::Paging,
        tables::tags,
    },
};

/// What it reads.
const READS: &[Parameter] = &[
    need("RegionId"),
    text("ResourceType"),
    text("ResourceId"),
    tags("Tag"),
    text("Category"),
    page(100),
];

pub(in crate::ecs) struct DescribeTags(Given);

impl Action for DescribeTags {
    const NAME: &'static str = "DescribeTags";
    const DOC: &'static str = "Lists tags, and how many resources of each kind have each.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = &["*"];
    const TAGS: Option<TagReader> = Some(TAG_READER);
    const FAULTS: &'static [Fault] = &[NO_TYPE];
    type Response = Value;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Given::read(p, READS).map(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Value> {
        calls::run(cx, Self::NAME, &self.0, work)
    }
}

fn work(cx: &mut Cx<'_>, it: &Given) -> Result<Value> {
    let (account, region) = (cx.account().to_owned(), calls::region(cx, it));
    let kind = match it.opt("ResourceType") {
        Some(name) => Some(tag_targets::kind(name, NO_TYPE)?),
        None => None,
    };
    let wanted = it.tags("Tag");
    let mut all = tags::of_region(cx.tx, &account, &region)?;
    all.retain(|one| {
        let is =
            |(key, value): &Tag| one.key == *key && value.as_ref().is_none_or(|v| one.value == *v);
        kind.is_none_or(|kind| kind.is_some_and(|kind| one.kind == kind.name))
            && it.opt("ResourceId").is_none_or(|id| one.id == id)
            && (wanted.is_empty() || wanted.iter().any(is))
    });
    let mut found: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    for one in all {
        found.entry((one.key, one.value)).or_default().push(one.kind);
    }
    let paging = Paging::of(it);
    let (shown, total) = paging.slice(found.into_iter().collect());
    let row = |((key, value), kinds): ((String, String), Vec<String>)| {
        let mut counts = Map::new();
        for (_, name, kind) in tag_targets::KINDS {
            let count = kinds.iter().filter(|it| *it == kind.name).count();
            counts.insert(name.to_owned(), count.into());
        }
        json!({"TagKey": key, "TagValue": value, "ResourceTypeCount": counts})
    };
    let rows = shown.into_iter().map(row).collect();
    Ok(Value::Object(paging.answer(("Tags", "Tag"), rows, (total, None))))
}
