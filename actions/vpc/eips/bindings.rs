//! What elastic IP addresses are associated with, and how that begins and ends on the clock.

use core::net::Ipv4Addr;

use crate::vpc::{
    addresses::{self, AddressOwner, NoAddress, OF_NAT_GATEWAYS},
    faults::eips::{
        ALREADY_BOUND, BAD_MODE, BAD_OWNER_TYPE, EIP_BUSY, EIP_CONFLICT, EIP_NOT_FREE, IN_FORWARD,
        IN_SNAT, MANY_NAT_EIPS, NAT_BUSY_TO_BIND, NO_OWNER, NO_PRIVATE_IP_LEFT, NO_SUCH_PRIVATE_IP,
        NOT_BOUND_TO, OTHER_REGION, OWNER_BUSY, OWNER_HAS_EIP, OWNER_HAS_PUBLIC_IP,
        OWNER_NOT_IN_VPC, OWNER_TAKES_NONE,
    },
    lists,
    tables::{
        Settling,
        eips::{self, Eip},
        forwards, nats, snats,
    },
};
use crate::{
    Cx, PRODUCTS, Result,
    core::network_users::InNetwork,
    ports::due::{About, DueWork},
    shared::text::comma_list,
};

/// What an address is associated with unless a call says it (documented).
pub(in crate::vpc) const USUAL_TYPE: &str = "EcsInstance";
/// NAT gateways.
pub(in crate::vpc) const NAT: &str = "Nat";
/// All that addresses are associated with (documented). Of what is not emulated there is none.
pub(in crate::vpc) const TYPES: &[&str] =
    &[USUAL_TYPE, NAT, "SlbInstance", "HaVip", "NetworkInterface", "IpAddress"];
/// The modes of an association (documented).
const MODES: &[&str] = &["NAT", "BINDED", "MULTI_BINDED"];

/// An association ends.
pub(in crate::vpc) const SETTLE: DueWork = DueWork {
    kind: "eip-unbound",
    about: |id| {
        About::new(
            format!("end of the association of the address {id}"),
            format!("弹性公网 IP {id} 解绑完成"),
        )
    },
    run: |cx, id| {
        let found = eips::of_id(cx.tx, id)?.filter(|it| it.leaving && it.ready <= cx.now);
        found.map_or(Ok(()), |mut it| clear(cx, &mut it))
    },
};

/// The state of an address.
pub(in crate::vpc) fn status(now: i64, it: &Eip) -> &'static str {
    match (it.owner.is_empty(), it.leaving, it.is_settling(now)) {
        (true, ..) => "Available",
        (_, true, _) => "Unassociating",
        (_, _, true) => "Associating",
        _ => "InUse",
    }
}

/// What a call asks of an association.
#[derive(Clone, Debug, Default)]
pub(in crate::vpc) struct Wanted {
    pub(in crate::vpc) kind: Option<String>,
    pub(in crate::vpc) owner: String,
    pub(in crate::vpc) region: Option<String>,
    pub(in crate::vpc) private_ip: Option<String>,
    pub(in crate::vpc) mode: Option<String>,
}

/// A resource of another product.
fn target(cx: &mut Cx<'_>, kind: &str, id: &str) -> Result<Option<InNetwork>> {
    let targets = PRODUCTS.iter().filter_map(|it| it.network).flat_map(|it| it.targets);
    for target in targets.filter(|it| it.kind == kind) {
        if let Some(found) = (target.find)(cx, id)? {
            return Ok(Some(found));
        }
    }
    Ok(None)
}

/// Associates an address with a resource.
pub(in crate::vpc) fn associate(cx: &mut Cx<'_>, it: &mut Eip, wanted: &Wanted) -> Result<()> {
    let kind = wanted.kind.as_deref().unwrap_or(USUAL_TYPE);
    let kind = *TYPES.iter().find(|it| **it == kind).ok_or(BAD_OWNER_TYPE)?;
    let mode = wanted.mode.as_deref().unwrap_or("NAT");
    if !MODES.contains(&mode) {
        return Err(BAD_MODE.into());
    }
    if it.owner == wanted.owner {
        return Err(ALREADY_BOUND.into());
    }
    let settings = lists::settings(cx)?;
    if !it.owner.is_empty() {
        let changes = it.leaving || it.is_settling(cx.now);
        let refusal = if changes && settings.task_conflict { EIP_CONFLICT } else { EIP_NOT_FREE };
        return Err(refusal.into());
    }
    let (region, vpc, private_ip) = if kind == NAT {
        bind_nat(cx, it, (wanted, settings.max_nat_eips))?
    } else {
        bind_target(cx, kind, wanted)?
    };
    if region != it.region || wanted.region.as_ref().is_some_and(|it| *it != region) {
        return Err(OTHER_REGION.into());
    }
    kind.clone_into(&mut it.owner_type);
    wanted.owner.clone_into(&mut it.owner);
    mode.clone_into(&mut it.mode);
    it.owner_region = region;
    it.vpc = vpc;
    it.private_ip = private_ip;
    it.leaving = false;
    it.since = cx.now;
    it.ready = cx.now.saturating_add(settings.eip_ms);
    Ok(eips::put(cx.tx, it)?)
}

/// Where a resource of another product is, which is to have an address: region, VPC and private address.
fn bind_target(cx: &mut Cx<'_>, kind: &str, wanted: &Wanted) -> Result<(String, String, String)> {
    let found = target(cx, kind, &wanted.owner)?.ok_or(NO_OWNER)?;
    if found.vpc.is_empty() {
        return Err(OWNER_NOT_IN_VPC.into());
    }
    if !found.takes_address {
        return Err(OWNER_TAKES_NONE.into());
    }
    if !found.is_stable {
        return Err(OWNER_BUSY.into());
    }
    if found.has_public_ip {
        return Err(OWNER_HAS_PUBLIC_IP.into());
    }
    let private_ip = wanted.private_ip.as_ref().unwrap_or(&found.private_ip);
    if !found.private_ips.contains(private_ip) && *private_ip != found.private_ip {
        return Err(NO_SUCH_PRIVATE_IP.into());
    }
    let present = eips::of_owner(cx.tx, &wanted.owner)?;
    // A network interface has as many addresses as it has private ones.
    let taken = |it: &Eip| kind == USUAL_TYPE || it.private_ip == *private_ip;
    if present.iter().any(taken) {
        return Err(OWNER_HAS_EIP.into());
    }
    Ok((found.region, found.vpc, private_ip.clone()))
}

/// Where a NAT gateway is, which is to have an address. In the mode `NAT` of the gateway each address takes a private one of the
/// vSwitch (documented).
fn bind_nat(
    cx: &mut Cx<'_>,
    it: &Eip,
    (wanted, most): (&Wanted, i64),
) -> Result<(String, String, String)> {
    let nat = lists::found(cx, nats::of_id, (&wanted.owner, None), NO_OWNER)?;
    if nat.leaving || nat.is_settling(cx.now) {
        return Err(NAT_BUSY_TO_BIND.into());
    }
    let present = eips::of_owner(cx.tx, &nat.id)?;
    if i64::try_from(present.len()).unwrap_or(i64::MAX) >= most {
        return Err(MANY_NAT_EIPS.into());
    }
    if nat.eip_bind_mode != "NAT" {
        return Ok((nat.region, nat.vpc, nat.private_ip));
    }
    let given = match &wanted.private_ip {
        Some(text) => Some(text.parse::<Ipv4Addr>().map_err(|_| NO_SUCH_PRIVATE_IP)?),
        None => None,
    };
    let owner = AddressOwner { kind: OF_NAT_GATEWAYS, id: &it.id };
    let taken =
        addresses::allocate(cx.tx, &nat.vswitch, given, owner)?.map_err(|why| match why {
            NoAddress::Taken | NoAddress::Outside => NO_SUCH_PRIVATE_IP,
            NoAddress::NoVSwitch | NoAddress::Exhausted => NO_PRIVATE_IP_LEFT,
        })?;
    Ok((nat.region, nat.vpc, taken.to_string()))
}

/// Whether SNAT and DNAT entries use an address.
pub(in crate::vpc) fn uses(cx: &mut Cx<'_>, it: &Eip) -> Result<(bool, bool)> {
    if it.owner_type != NAT {
        return Ok((false, false));
    }
    let snats = snats::of_nat(cx.tx, &it.owner)?;
    let in_snat = snats.iter().any(|entry| comma_list(&entry.ips).any(|ip| ip == it.address));
    let forwards = forwards::of_nat(cx.tx, &it.owner)?;
    Ok((in_snat, forwards.iter().any(|entry| entry.external_ip == it.address)))
}

/// Undoes an association. `named` is what the call says that it is with, if it says so.
pub(in crate::vpc) fn unassociate(
    cx: &mut Cx<'_>,
    it: &mut Eip,
    (named, kind): (Option<&String>, Option<&String>),
    force: bool,
) -> Result<()> {
    if kind.is_some_and(|it| !TYPES.contains(&it.as_str())) {
        return Err(BAD_OWNER_TYPE.into());
    }
    let settings = lists::settings(cx)?;
    if it.owner.is_empty() || it.leaving || it.is_settling(cx.now) {
        let conflicts = settings.task_conflict && !it.owner.is_empty();
        return Err(if conflicts { EIP_CONFLICT } else { EIP_BUSY }.into());
    }
    if named.is_some_and(|named| *named != it.owner) {
        return Err(NOT_BOUND_TO.into());
    }
    match uses(cx, it)? {
        (true, _) if !force => return Err(IN_SNAT.into()),
        (_, true) if !force => return Err(IN_FORWARD.into()),
        _ => {}
    }
    leave(cx, it, settings.eip_ms)
}

/// Begins the end of an association.
pub(in crate::vpc) fn leave(cx: &mut Cx<'_>, it: &mut Eip, millis: i64) -> Result<()> {
    if millis <= 0 {
        return clear(cx, it);
    }
    it.leaving = true;
    it.ready = cx.now.saturating_add(millis);
    eips::put(cx.tx, it)?;
    cx.schedule(it.ready, SETTLE.kind, &it.id)
}

/// Ends an association.
pub(in crate::vpc) fn clear(cx: &mut Cx<'_>, it: &mut Eip) -> Result<()> {
    addresses::release_all(cx.tx, &it.id)?;
    for text in [
        &mut it.owner,
        &mut it.owner_type,
        &mut it.owner_region,
        &mut it.private_ip,
        &mut it.mode,
        &mut it.vpc,
    ] {
        text.clear();
    }
    it.leaving = false;
    it.ready = cx.now;
    Ok(eips::put(cx.tx, it)?)
}
