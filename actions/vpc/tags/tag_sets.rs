//! Tags of resources: which are refused, how they are set, and which resources have them.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::vpc::{
    VPC,
    faults::{BAD_TAG_KEY, BAD_TAG_VALUE, MANY_TAGS, MANY_TAGS_IN_CALL, TAG_TWICE},
    lists::Listed,
    tables::tags::{self, Tag, TagsOf},
};
use crate::{
    Cx, Result, Spec, TagReader, of_line, ports::store::Tx, shared::text::is_tag_key, text,
};

/// The most tags of a resource or of a call (documented).
const MOST_TAGS: usize = 20;

/// A tag that a call sets: its key, and its value if the call gives one. A list is filtered by the same, with any value if none
/// is given.
pub(in crate::vpc) type SetTag = (String, Option<String>);

const KEY: Spec<String> = text("Key").doc("The key of the tag.");
const VALUE: Spec<String> = text("Value").doc("The value of the tag.");

/// `Tag`, as a call gives it: what is wrong with it is found when the call is run.
pub(in crate::vpc) const TAGS: TagReader =
    |p| p.each("Tag", 100, |p| Ok((p.default(KEY, "")?, p.optional(VALUE)?)));

/// `Tags`, as two lists filter by it.
pub(in crate::vpc) const TAGS_OF_FILTER: TagReader =
    |p| p.each("Tags", 100, |p| Ok((p.default(KEY, "")?, p.optional(VALUE)?)));

/// The tags that a call sets.
pub(in crate::vpc) fn of_new(all: &[SetTag]) -> Result<Vec<(String, String)>> {
    if all.len() > MOST_TAGS {
        return Err(MANY_TAGS_IN_CALL.into());
    }
    let mut keys = BTreeSet::new();
    let mut found = Vec::with_capacity(all.len());
    for (key, value) in all {
        let value = value.clone().unwrap_or_default();
        if key.is_empty() || !is_tag_key(key) {
            return Err(BAD_TAG_KEY.into());
        }
        if value.chars().count() > 128 || !value.chars().all(of_line) {
            return Err(BAD_TAG_VALUE.into());
        }
        if !keys.insert(key) {
            return Err(TAG_TWICE.into());
        }
        found.push((key.clone(), value));
    }
    Ok(found)
}

/// Sets tags of a resource of a kind, which is in a region.
pub(in crate::vpc) fn put_all(
    cx: &mut Cx<'_>,
    (region, kind): (&str, &str),
    resource: &str,
    all: &[(String, String)],
) -> Result<()> {
    if all.is_empty() {
        return Ok(());
    }
    let account = cx.account().to_owned();
    let of = TagsOf { account: &account, region, kind };
    for (key, value) in all {
        let it = Tag { resource: resource.to_owned(), key: key.clone(), value: value.clone() };
        tags::put(cx.tx, of, &it)?;
    }
    if tags::of(cx.tx, resource)?.len() > MOST_TAGS { Err(MANY_TAGS.into()) } else { Ok(()) }
}

/// A tag in answers.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::vpc) struct ShownTag {
    key: String,
    value: String,
}

/// The tags of a resource in answers.
pub(in crate::vpc) fn shown(cx: &mut Cx<'_>, resource: &str) -> Result<Listed<ShownTag>> {
    let all = tags::of(cx.tx, resource)?;
    let shown = all.into_iter().map(|it| ShownTag { key: it.key, value: it.value });
    Ok(Listed("Tag", shown.collect()))
}

/// The tags of a resource, by its ARN, as policies ask for them.
pub(in crate::vpc) fn of_resource(
    tx: &mut dyn Tx,
    account: &str,
    resource: &str,
) -> Result<Vec<(String, String)>> {
    let id = resource.rsplit('/').next().unwrap_or_default();
    if !tx.has_part(VPC.id)? {
        return Ok(Vec::new());
    }
    let of_account = tags::of_owned(tx, account, id)?;
    Ok(of_account.into_iter().map(|it| (it.key, it.value)).collect())
}

/// Whether tags have a wanted one.
pub(in crate::vpc) fn has(all: &[Tag], (key, value): &SetTag) -> bool {
    all.iter().any(|it| it.key == *key && value.as_ref().is_none_or(|v| it.value == *v))
}

/// The resources of a kind that have tags, with these.
pub(in crate::vpc) fn by_resource(
    cx: &mut Cx<'_>,
    region: &str,
    kind: &str,
) -> Result<BTreeMap<String, Vec<Tag>>> {
    let account = cx.account().to_owned();
    let mut found: BTreeMap<String, Vec<Tag>> = BTreeMap::new();
    for tag in tags::all(cx.tx, TagsOf { account: &account, region, kind })? {
        found.entry(tag.resource.clone()).or_default().push(tag);
    }
    Ok(found)
}

/// The ids of the resources of a kind that have all of these tags; none if no tag is wanted, so that it filters nothing.
pub(in crate::vpc) fn wanted(
    cx: &mut Cx<'_>,
    (region, kind): (&str, &str),
    all: &[SetTag],
) -> Result<Option<BTreeSet<String>>> {
    if all.is_empty() {
        return Ok(None);
    }
    let found = by_resource(cx, region, kind)?;
    let has_all = |(_, tags): &(String, Vec<Tag>)| all.iter().all(|it| has(tags, it));
    Ok(Some(found.into_iter().filter(has_all).map(|(id, _)| id).collect()))
}
