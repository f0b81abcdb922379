//! What the actions on application groups have alike.
//!
//! Assumed: the actions on application groups, their tags, rules and events whose pages have no errors have those of
//! the others.

use crate::{
    Cx, Params, Result, Spec,
    cms::{
        contact_groups,
        digits::{self, digits},
        faults::{RESOURCE_EXIST, RESOURCE_NOT_FOUND},
        tables::{monitor_groups, monitor_groups::MonitorGroup},
    },
    int,
    shared::ids,
    text,
};

/// The name of a group; how long it may be is assumed, as no page says.
pub(super) const GROUP_NAME: Spec<String> = text("GroupName").line(1, 255);

/// The id of a group, where the vendor's packages have it as a number.
pub(super) fn group_id(p: &mut Params<'_>) -> Result<i64> {
    p.required(int("GroupId").doc("The id of the application group."))
}

/// The id of a group, where they have it as a text.
pub(super) fn group_id_text(p: &mut Params<'_>) -> Result<i64> {
    digits::required(p, digits("GroupId").doc("The id of the application group."))
}

/// The group of this id.
pub(super) fn find(cx: &mut Cx<'_>, id: i64) -> Result<MonitorGroup> {
    let found = monitor_groups::group(cx.tx, &cx.caller.account, id)?;
    Ok(found.ok_or(RESOURCE_NOT_FOUND)?)
}

/// Refuses a name that another group has.
pub(super) fn check_name(cx: &mut Cx<'_>, name: &str) -> Result<()> {
    match monitor_groups::named(cx.tx, &cx.caller.account, name)? {
        Some(_) => Err(RESOURCE_EXIST.into()),
        None => Ok(()),
    }
}

/// Makes a group, and answers its id: eight digits, as on the vendor's pages.
pub(in crate::cms) fn create(
    cx: &mut Cx<'_>,
    name: String,
    groups: Vec<String>,
    resource_group: Option<String>,
) -> Result<i64> {
    contact_groups::check(cx, &groups)?;
    check_name(cx, &name)?;
    let account = &cx.caller.account;
    let id = loop {
        let id = ids::digits(cx.random, 8).parse().unwrap_or(0);
        if id > 0 && monitor_groups::group(cx.tx, account, id)?.is_none() {
            break id;
        }
    };
    create_as(cx, id, name, groups, resource_group).map(|()| id)
}

/// [`create`] with an id that no group of the account has.
pub(in crate::cms) fn create_as(
    cx: &mut Cx<'_>,
    id: i64,
    name: String,
    groups: Vec<String>,
    resource_group: Option<String>,
) -> Result<()> {
    contact_groups::check(cx, &groups)?;
    check_name(cx, &name)?;
    let (made, changed) = (cx.now, cx.now);
    let tags = Vec::new();
    let mut group = MonitorGroup {
        id,
        seq: 0,
        name,
        contact_groups: groups,
        tags,
        resource_group,
        made,
        changed,
    };
    Ok(monitor_groups::put(cx.tx, &cx.caller.account, &mut group)?)
}
