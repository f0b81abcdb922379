//! What calls on network interfaces name, and how they are refused.

use crate::{
    ApiError, Cx, Result,
    ecs::{
        catalogue,
        faults::interfaces::{
            DUPLICATED, INSTANCE_STATE, MANY_ADDRESSES, MANY_INTERFACES, NO_GROUP, NO_INSTANCE,
            NO_INTERFACE, NO_VSWITCH, OTHER_VPC, OUTSIDE, STATE, TAKEN, VSWITCH_FULL,
        },
        given::Given,
        groups::membership::Refusals,
        lists, states,
        tables::resources::{self, INSTANCE, INTERFACE, Resource},
    },
    vpc::addresses::NoAddress,
};

/// How the groups of an interface are refused.
pub(in crate::ecs) const GROUP_REFUSALS: Refusals =
    Refusals { none: |id| NO_GROUP.with(id), far: |id| OTHER_VPC.with(id) };

/// Why there is no address.
pub(super) fn no_address(why: NoAddress, what: &str) -> ApiError {
    match why {
        NoAddress::NoVSwitch => NO_VSWITCH.with(what),
        NoAddress::Outside => OUTSIDE.with(what),
        NoAddress::Taken => TAKEN.with(what),
        NoAddress::Exhausted => VSWITCH_FULL.with(what),
    }
}

/// Why there is no address for a new interface.
pub(in crate::ecs) fn no_new_address(why: NoAddress, what: &str) -> ApiError {
    match why {
        NoAddress::Taken => DUPLICATED.with(what),
        why => no_address(why, what),
    }
}

/// The interface that a call names.
pub(super) fn own(cx: &mut Cx<'_>, it: &Given) -> Result<Resource> {
    let id = it.text("NetworkInterfaceId");
    lists::own(cx, &INTERFACE, it, id, NO_INTERFACE.with(id))
}

/// The interface that a call names, which must be available or in use.
pub(super) fn settled(cx: &mut Cx<'_>, it: &Given) -> Result<Resource> {
    let found = own(cx, it)?;
    if ["Available", "InUse"].contains(&states::of(&found, cx.now)) {
        Ok(found)
    } else {
        Err(STATE.with(&found.id))
    }
}

/// The instance that a call names, which must run or be stopped.
pub(super) fn instance(cx: &mut Cx<'_>, it: &Given) -> Result<Resource> {
    let id = it.text("InstanceId");
    let found = lists::own(cx, &INSTANCE, it, id, NO_INSTANCE.with(id))?;
    if ["Running", "Stopped"].contains(&states::of(&found, cx.now)) {
        Ok(found)
    } else {
        Err(INSTANCE_STATE.with(id))
    }
}

/// How many private addresses an interface may have: as many as the type of its instance lets it, or fifty.
fn most_addresses(cx: &mut Cx<'_>, it: &Resource) -> Result<i64> {
    let account = cx.account().to_owned();
    let holder = resources::one(cx.tx, &INSTANCE, &account, &it.holder)?;
    let kind = holder.and_then(|it| catalogue::instance_type(it.text("InstanceType")));
    Ok(kind.map_or(50, |it| it.addresses))
}

/// Refuses more private addresses than an interface may have.
pub(in crate::ecs) fn check_addresses(cx: &mut Cx<'_>, it: &Resource, more: usize) -> Result<()> {
    let all = i64::try_from(it.texts("Addresses").len().saturating_add(more));
    if all.unwrap_or(i64::MAX) > most_addresses(cx, it)? {
        return Err(MANY_ADDRESSES.with(&it.id));
    }
    Ok(())
}

/// The place of one more interface among those of an instance, whose type must let it have one more.
pub(in crate::ecs) fn next_index(cx: &mut Cx<'_>, instance: &Resource) -> Result<i64> {
    let account = cx.account().to_owned();
    let there = resources::held(cx.tx, &INTERFACE, &account, &instance.id)?;
    let kind = catalogue::instance_type(instance.text("InstanceType"));
    let places = 0..kind.map_or(2, |it| it.interfaces);
    let count = i64::try_from(there.len()).unwrap_or(i64::MAX);
    if !places.contains(&count) {
        return Err(MANY_INTERFACES.with(&instance.id));
    }
    let is_free = |at: &i64| !there.iter().any(|it| it.int("DeviceIndex") == *at);
    Ok(places.into_iter().find(is_free).unwrap_or(count))
}
