//! Which groups an interface may be in, and who is in a group.

use crate::{
    ApiError, Cx, Result,
    ecs::{
        faults::groups::{GROUP_TWICE, MANY_OF_INTERFACE, MIXED_TYPES},
        limits,
        tables::{
            members,
            resources::{self, GROUP, INTERFACE, Resource},
        },
    },
};

/// What calls are refused with whose groups are not there or are in another VPC.
pub(in crate::ecs) struct Refusals {
    /// A group is not there, by its id.
    pub(in crate::ecs) none: fn(&str) -> ApiError,
    /// A group is in another VPC, by its id.
    pub(in crate::ecs) far: fn(&str) -> ApiError,
}

/// Whether a group is of the kind for enterprises.
pub(in crate::ecs) fn is_enterprise(it: &Resource) -> bool {
    it.text("SecurityGroupType") == "enterprise"
}

/// Checks the groups that an interface in a VPC is to be in: each is there, once, in that VPC, and all are of one type.
pub(in crate::ecs) fn check(
    cx: &mut Cx<'_>,
    vpc: &str,
    ids: &[String],
    refusals: &Refusals,
) -> Result<()> {
    let account = cx.account().to_owned();
    let mut first = None;
    for (at, id) in ids.iter().enumerate() {
        if ids[..at].contains(id) {
            return Err(GROUP_TWICE.with(id));
        }
        let found = resources::one(cx.tx, &GROUP, &account, id)?;
        let group = found.ok_or_else(|| (refusals.none)(id))?;
        if group.network != vpc {
            return Err((refusals.far)(id));
        }
        let kind = is_enterprise(&group);
        if *first.get_or_insert(kind) != kind {
            return Err(MIXED_TYPES.into());
        }
    }
    let most = limits::limit(cx, "limit.interface-groups")?;
    if i64::try_from(ids.len()).unwrap_or(i64::MAX) > most {
        return Err(MANY_OF_INTERFACE.with(&most.to_string()));
    }
    Ok(())
}

/// The interfaces in a group.
pub(in crate::ecs) fn interfaces(cx: &mut Cx<'_>, group: &str) -> Result<Vec<Resource>> {
    let account = cx.account().to_owned();
    let mut all = Vec::new();
    for id in members::of(cx.tx, &account, group)? {
        all.extend(resources::one(cx.tx, &INTERFACE, &account, &id)?);
    }
    Ok(all)
}

/// The ids of the instances whose primary interface is in a group.
pub(in crate::ecs) fn instances(cx: &mut Cx<'_>, group: &str) -> Result<Vec<String>> {
    let all = interfaces(cx, group)?;
    let primary = |it: &Resource| it.text("Type") == "Primary";
    Ok(all.into_iter().filter(primary).map(|it| it.holder).collect())
}
