//! Tags and resource groups of resources, as all kinds have them.

use serde_json::{Value, json};

use super::{
    faults::tags::{MANY_TAGS, NO_RESOURCE_GROUP},
    given::Given,
    tables::{
        resources::{self, Kind},
        tags,
    },
};
use crate::{Cx, Result, Tag, resourcedirectory::groups, shared::ids};

/// The most tags of a resource.
const MAX_TAGS: usize = 20;

/// Sets tags of a resource.
pub(super) fn put(
    cx: &mut Cx<'_>,
    kind: &Kind,
    (region, id): (&str, &str),
    all: &[Tag],
) -> Result<()> {
    let account = cx.account().to_owned();
    if all.is_empty() {
        return Ok(());
    }
    let seq = resources::one(cx.tx, kind, &account, id)?.map(|it| it.seq).unwrap_or_default();
    for (key, value) in all {
        let value = value.as_deref().unwrap_or_default();
        tags::put(cx.tx, (&account, region), (kind.name, id, seq), (key, value))?;
    }
    if tags::of(cx.tx, &account, (kind.name, id))?.len() > MAX_TAGS {
        return Err(MANY_TAGS.into());
    }
    Ok(())
}

/// Removes all tags of a resource that is deleted.
pub(super) fn forget(cx: &mut Cx<'_>, kind: &Kind, id: &str) -> Result<()> {
    let account = cx.account().to_owned();
    Ok(tags::delete(cx.tx, &account, (kind.name, id), None)?)
}

/// The tags of a resource, as answers show them.
pub(super) fn shown(cx: &mut Cx<'_>, kind: &Kind, id: &str) -> Result<Value> {
    let account = cx.account().to_owned();
    let all = tags::of(cx.tx, &account, (kind.name, id))?;
    let tag = |it: tags::Tag| json!({"TagKey": it.key, "TagValue": it.value});
    Ok(json!({"Tag": all.into_iter().map(tag).collect::<Vec<_>>()}))
}

/// The resource group that a call names, as it is stored: empty for the default one.
pub(super) fn group(cx: &mut Cx<'_>, it: &Given) -> Result<String> {
    named_group(cx, it.text("ResourceGroupId"))
}

/// The resource group of this id, as it is stored. The default one is shown empty (assumed).
pub(super) fn named_group(cx: &mut Cx<'_>, id: &str) -> Result<String> {
    let account = cx.account().to_owned();
    if id.is_empty() || id == ids::default_resource_group(&account) {
        return Ok(String::new());
    }
    let found = groups::find(cx.tx, &account, id)?.filter(|it| it.deleted.is_none());
    Ok(found.ok_or(NO_RESOURCE_GROUP)?.id)
}
