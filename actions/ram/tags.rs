//! Tags in calls and answers.
//!
//! Assumed: conditions on the tags of a call are about those that the action would apply, and about none where it
//! refuses them.

use std::{collections::BTreeSet, iter::Peekable, vec::IntoIter};

use serde::Serialize;

use super::{
    policy_faults::TOO_MANY_TAGS,
    tables::tags::{self, Tag},
};
use crate::{
    Cx, Params, ResourceReader, Result, Spec, TagReader, in_resource, of_line,
    shared::text::is_tag_key, text,
};

/// Maximum number of tags in a call, and of a role or policy.
const LIMIT: usize = 20;
/// Maximum number of resources in a call.
const MAX_NAMES: usize = 50;

/// The type of the resources.
pub(super) const RESOURCE_TYPE: Spec<String> =
    text("ResourceType").one_of(&["role", "policy"]).doc("The type of the resources.");

fn is_value(value: &str) -> bool {
    value.chars().count() <= 256
        && value.chars().all(of_line)
        && !value.contains("http://")
        && !value.contains("https://")
}

const KEY: Spec<String> = text("Key").form("tag key", is_tag_key).doc("The key of the tag.");
const VALUE: Spec<String> = text("Value").form("tag value", is_value).doc("The value of the tag.");

/// `Tag`: the tags of a call. In a list they are a filter: listed resources must have them, with
/// any value if none is given.
pub(super) const TAGS: TagReader = |p| p.json("Tag", |p| p.tags("Tag", LIMIT, KEY, VALUE));

/// The tags to add: one without a value has an empty one.
pub(super) fn read(p: &mut Params<'_>) -> Result<Vec<Tag>> {
    let tag =
        |(key, value): (String, Option<String>)| Tag { key, value: value.unwrap_or_default() };
    Ok(TAGS(p)?.into_iter().map(tag).collect())
}

/// `ResourceNames`, if there are any.
pub(super) fn read_names(p: &mut Params<'_>) -> Result<Option<Vec<String>>> {
    let name = text("ResourceNames").doc("The names of the roles or policies.");
    p.json("ResourceNames", |p| p.list(name, MAX_NAMES))
}

/// The forms of [`RESOURCES_OF`].
pub(super) const RESOURCES: &[&str] = &["acs:ram:*:{account}:{ResourceType}/{ResourceNames.N}"];

/// The roles or policies named by a call. The vendor's list of resources lacks these actions: their resources are
/// assumed to be those of other actions on roles and policies.
pub(super) const RESOURCES_OF: ResourceReader = |_, caller, p| {
    let entity = p.required(RESOURCE_TYPE)?;
    let names = read_names(p)?.unwrap_or_default();
    let resource =
        |name: &String| format!("acs:ram:*:{}:{entity}/{}", caller.account, in_resource(name));
    Ok(names.iter().map(resource).collect())
};

/// `TagKeys`, if there are any.
pub(super) fn read_keys(p: &mut Params<'_>) -> Result<Option<Vec<String>>> {
    let key = text("TagKeys").doc("The keys of the tags to remove.");
    p.json("TagKeys", |p| p.list(key, LIMIT))
}

/// Adds `new` to a holder.
pub(super) fn add(cx: &mut Cx<'_>, holder: (&str, i64), new: &[Tag]) -> Result<()> {
    let account = &cx.caller.account;
    tags::put(cx.tx, account, holder, new)?;
    let most = i64::try_from(LIMIT).unwrap_or(i64::MAX);
    if tags::count(cx.tx, account, holder)? > most {
        return Err(TOO_MANY_TAGS.into());
    }
    Ok(())
}

/// The roles or policies that have all tags of `wanted`; `None` without a filter.
pub(super) fn holders(
    cx: &mut Cx<'_>,
    entity: &str,
    wanted: &[(String, Option<String>)],
) -> Result<Option<BTreeSet<i64>>> {
    Ok(tags::holders(cx.tx, &cx.caller.account, entity, wanted)?)
}

/// The tags of a role or a policy in a list: `{"Tag": […]}`.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Tags {
    tag: Vec<TagView>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct TagView {
    tag_key: String,
    tag_value: String,
}

impl Tags {
    pub(super) fn of(tags: Vec<Tag>) -> Self {
        let show = |tag: Tag| TagView { tag_key: tag.key, tag_value: tag.value };
        Self { tag: tags.into_iter().map(show).collect() }
    }
}

/// The tags of the holders of a page, read in page order.
pub(super) struct PageTags(Peekable<IntoIter<(i64, Tag)>>);

impl PageTags {
    /// Reads the tags of the holders with sequence numbers `first` to `last`.
    pub(super) fn read(cx: &mut Cx<'_>, entity: &str, ends: Option<(i64, i64)>) -> Result<Self> {
        let found = match ends {
            Some(ends) => tags::between(cx.tx, &cx.caller.account, entity, ends)?,
            None => Vec::new(),
        };
        Ok(Self(found.into_iter().peekable()))
    }

    /// The tags of the holder `seq`. Holders must be requested in ascending order.
    pub(super) fn of(&mut self, seq: i64) -> Vec<Tag> {
        while self.0.next_if(|(of, _)| *of < seq).is_some() {}
        let mut tags = Vec::new();
        while let Some((_, tag)) = self.0.next_if(|(of, _)| *of == seq) {
            tags.push(tag);
        }
        tags
    }
}
