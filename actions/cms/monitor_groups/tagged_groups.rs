//! The groups and the tags in calls that change the tags of application groups.

use crate::{
    Cx, Params, Result, Tag, cms::tables::monitor_groups::MonitorGroup, shared::text::is_tag_key,
    text,
};

use super::groups;

/// The ids of the groups; how many there may be is assumed, as no page says.
pub(super) fn read_ids(p: &mut Params<'_>) -> Result<Vec<i64>> {
    let number = |it: &str| it.parse::<i64>().is_ok();
    let id = text("GroupIds").form("id of an application group", number);
    let ids = p.list(id.doc("The ids of the application groups."), 20)?;
    let ids = p.require("GroupIds", ids)?;
    Ok(ids.iter().filter_map(|id| id.parse().ok()).collect())
}

/// The tags, of which there have to be some.
pub(super) fn read_tags(p: &mut Params<'_>) -> Result<Vec<Tag>> {
    let key = text("Key").form("tag key", is_tag_key).doc("The key of a tag.");
    let tags = p.tags("Tag", 20, key, text("Value").len(1, 128).doc("The value of the tag."))?;
    p.require("Tag", (!tags.is_empty()).then_some(tags))
}

/// The groups of these ids, all of which have to exist.
pub(super) fn find(cx: &mut Cx<'_>, ids: &[i64]) -> Result<Vec<MonitorGroup>> {
    ids.iter().map(|id| groups::find(cx, *id)).collect()
}
