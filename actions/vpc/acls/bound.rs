//! Which vSwitches are bound to a network ACL.

use crate::vpc::{
    faults::acls::{
        ACL_MODIFYING, BAD_RESOURCE_TYPE, NO_ACL, NO_BOUND_RESOURCE, NO_RESOURCES, RESOURCE_BOUND,
        RESOURCE_BUSY, RESOURCE_NOT_BOUND, RESOURCE_OF_OTHER_VPC,
    },
    lists,
    tables::{
        Settling,
        acls::{self, Acl},
        switches::{self, VSwitch},
    },
};
use crate::{Cx, Params, Result, text};

/// A resource that a call names: its type and its id.
pub(in crate::vpc) type Named = (String, String);

/// `Resource`, as a call gives it.
pub(in crate::vpc) fn read(p: &mut Params<'_>) -> Result<Vec<Named>> {
    p.each("Resource", 50, |p| {
        let kind = p.default(text("ResourceType").doc("The type: VSwitch."), "")?;
        Ok((kind, p.default(text("ResourceId").doc("The vSwitch."), "")?))
    })
}

/// The ACL that a call names.
pub(in crate::vpc) fn named(cx: &mut Cx<'_>, id: &str, region: &String) -> Result<Acl> {
    lists::found(cx, acls::of_id, (id, Some(region)), NO_ACL)
}

/// The state of an ACL.
pub(in crate::vpc) fn status(now: i64, it: &Acl) -> &'static str {
    if it.is_settling(now) { "Modifying" } else { "Available" }
}

/// Refuses an ACL that is being modified.
pub(in crate::vpc) fn check_available(cx: &Cx<'_>, it: &Acl) -> Result<()> {
    if it.is_settling(cx.now) { Err(ACL_MODIFYING.into()) } else { Ok(()) }
}

/// Whether a vSwitch is bound to an ACL, or is being bound or unbound.
pub(in crate::vpc) fn is_bound(now: i64, it: &VSwitch) -> bool {
    !it.acl.is_empty() && (!it.acl_leaving || it.is_binding(now))
}

/// The state of a binding.
pub(in crate::vpc) fn binding(now: i64, it: &VSwitch) -> &'static str {
    match (it.is_binding(now), it.acl_leaving) {
        (true, true) => "UNBINDING",
        (true, false) => "BINDING",
        _ => "BINDED",
    }
}

/// The vSwitches that are bound to an ACL.
pub(in crate::vpc) fn vswitches(cx: &mut Cx<'_>, acl: &str) -> Result<Vec<VSwitch>> {
    let now = cx.now;
    Ok(switches::of_acl(cx.tx, acl)?.into_iter().filter(|it| is_bound(now, it)).collect())
}

/// Binds vSwitches to an ACL, or unbinds them.
pub(in crate::vpc) fn change(
    cx: &mut Cx<'_>,
    acl: &mut Acl,
    (all, binds): (&[Named], bool),
) -> Result<()> {
    check_available(cx, acl)?;
    if all.is_empty() {
        return Err(NO_RESOURCES.into());
    }
    let millis = lists::settings(cx)?.acl_ms;
    let until = cx.now.saturating_add(millis);
    for (kind, id) in all {
        if !kind.eq_ignore_ascii_case("VSwitch") {
            return Err(BAD_RESOURCE_TYPE.into());
        }
        let found = lists::found(cx, switches::of_id, (id, None), NO_BOUND_RESOURCE);
        let mut vswitch = found?;
        if vswitch.vpc != acl.vpc {
            return Err(RESOURCE_OF_OTHER_VPC.into());
        }
        if vswitch.is_settling(cx.now) {
            return Err(RESOURCE_BUSY.into());
        }
        let bound = is_bound(cx.now, &vswitch);
        if binds {
            if bound {
                return Err(RESOURCE_BOUND.into());
            }
            acl.id.clone_into(&mut vswitch.acl);
        } else if !bound || vswitch.acl != acl.id {
            return Err(RESOURCE_NOT_BOUND.into());
        }
        vswitch.acl_leaving = !binds;
        vswitch.acl_ready = until;
        vswitch.since = cx.now;
        vswitch.ready = until;
        switches::put(cx.tx, &mut vswitch)?;
    }
    acl.since = cx.now;
    acl.ready = until;
    Ok(acls::put(cx.tx, acl)?)
}
