//! How many instances are made: what a call asks for, and what there is room for.

use std::collections::BTreeMap;

use super::planning::Plan;
use crate::{
    Cx, Result,
    ecs::{
        faults::instances::{
            BAD_AMOUNT, BAD_MINIMUM, DRY_RUN_AMOUNT, MANY_CORES, MANY_IN_GROUP, MANY_INSTANCES,
            NO_STOCK, NOT_IN_ZONE, VSWITCH_FULL,
        },
        given::Given,
        groups::membership,
        limits, network,
        tables::{
            members,
            resources::{self, INSTANCE},
        },
    },
};

/// How many instances a call asks for: at least, and at most.
pub(super) fn asked(it: &Given) -> Result<(i64, i64)> {
    let most = it.int("Amount").unwrap_or(1);
    if !(1..=100).contains(&most) {
        return Err(BAD_AMOUNT.into());
    }
    let least = it.int("MinAmount").unwrap_or(most);
    if !(1..=most).contains(&least) {
        return Err(BAD_MINIMUM.into());
    }
    if it.flag("DryRun") && most > 1 {
        return Err(DRY_RUN_AMOUNT.into());
    }
    Ok((least, most))
}

/// For how many instances the vSwitches of a call have addresses left; for any number where the call gives the first address itself,
/// since one of those after it that is taken is refused.
fn room(cx: &mut Cx<'_>, it: &Given, plan: &Plan) -> Result<i64> {
    if plan.address.is_some() {
        return Ok(i64::MAX);
    }
    let mut wanted = BTreeMap::from([(plan.vswitch.id.clone(), 1)]);
    for one in it.each("NetworkInterface") {
        if one.text("InstanceType") != "Primary" && !one.has("NetworkInterfaceId") {
            let id = one.opt("VSwitchId").unwrap_or(&plan.vswitch.id).to_owned();
            *wanted.entry(id).or_insert(0) += 1;
        }
    }
    let mut room = i64::MAX;
    for (id, each) in wanted {
        if let Some(vswitch) = network::vswitch(cx, &id)? {
            room = room.min(vswitch.free_addresses / each);
        }
    }
    Ok(room)
}

/// How many instances are made: as many as are in stock, have addresses and may be there.
pub(super) fn granted(
    cx: &mut Cx<'_>,
    (it, plan): (&Given, &Plan),
    (least, most): (i64, i64),
) -> Result<i64> {
    let account = cx.account().to_owned();
    let there = resources::count(cx.tx, &INSTANCE, &account, &plan.region)?;
    if there + most > limits::limit(cx, "limit.instances")? {
        return Err(MANY_INSTANCES.into());
    }
    let cores = limits::limit(cx, "limit.vcpus")?;
    if cores < 1_000_000 {
        let all = resources::of_region(cx.tx, &INSTANCE, &account, &plan.region)?;
        let used: i64 = all.iter().map(|it| it.int("Cpu")).sum();
        if used + plan.kind.cores * most > cores {
            return Err(MANY_CORES.into());
        }
    }
    for id in &plan.groups {
        let group = resources::one(cx.tx, &resources::GROUP, &account, id)?.unwrap_or_default();
        let enterprise = membership::is_enterprise(&group);
        let name =
            if enterprise { "limit.enterprise-group-members" } else { "limit.group-members" };
        let room = limits::limit(cx, name)?;
        let members = members::of(cx.tx, &account, id)?.len();
        if i64::try_from(members).unwrap_or(i64::MAX) + most > room {
            return Err(MANY_IN_GROUP.with(id));
        }
    }
    let most = most.min(room(cx, it, plan)?);
    if most < least {
        return Err(VSWITCH_FULL.into());
    }
    let zone = plan.vswitch.zone.as_str();
    let amount = match limits::stock(cx, zone, plan.kind.id)? {
        None => most,
        Some(limits::NOT_OFFERED) => return Err(NOT_IN_ZONE.into()),
        Some(left) if left >= most => most,
        Some(left) if left >= least => left,
        Some(_) => return Err(NO_STOCK.into()),
    };
    limits::take_stock(cx, zone, plan.kind.id, amount)?;
    Ok(amount)
}
