//! How NAT gateways are created and deleted.

use crate::vpc::{
    addresses::{self, AddressOwner, OF_NAT_GATEWAYS},
    eips::bindings,
    faults::{
        PROTECTED,
        nat::{
            BAD_ACCESS_MODE, BAD_NAT_DESCRIPTION, BAD_NAT_NAME, BAD_NAT_TYPE, MANY_NATS, NAT_BUSY,
            NAT_HAS_EIPS, NAT_HAS_FORWARD, NAT_HAS_ROUTE, NAT_HAS_SNAT, NO_IP_FOR_NAT, NO_NAT,
            NO_VPC_FOR_NAT, NO_VSWITCH_FOR_NAT, PAID_BY_SPEC, VPC_PENDING, VSWITCH_NOT_READY,
            VSWITCH_OF_OTHER_VPC,
        },
    },
    lists,
    routes::life as routes,
    tables::{
        Settling, eips, entries, forwards,
        nats::{self, Nat},
        snats, switches, tags, vpcs,
    },
    tags::tag_sets::{self, SetTag},
};
use crate::{
    Cx, Result,
    ports::due::{About, DueWork},
    shared::zones,
};

/// The type of gateways that are tagged.
pub(in crate::vpc) const TAGGED: &str = "NATGATEWAY";
/// How many letters and digits the ids have.
pub(in crate::vpc) const ID_LENGTH: usize = 21;

/// A gateway is gone.
pub(in crate::vpc) const GONE: DueWork = DueWork {
    kind: "nat-gone",
    about: |id| {
        About::new(format!("end of the NAT gateway {id}"), format!("NAT 网关 {id} 删除完成"))
    },
    run: |cx, id| {
        let found = nats::of_id(cx.tx, id)?.filter(|it| it.leaving && it.ready <= cx.now);
        found.map_or(Ok(()), |it| remove(cx, &it))
    },
};

/// A gateway that is to be created.
#[derive(Clone, Debug, Default)]
pub(in crate::vpc) struct NewNat {
    /// Its id; a new one unless given.
    pub(in crate::vpc) id: Option<String>,
    pub(in crate::vpc) region: String,
    pub(in crate::vpc) vpc: String,
    pub(in crate::vpc) vswitch: Option<String>,
    pub(in crate::vpc) name: Option<String>,
    pub(in crate::vpc) description: Option<String>,
    pub(in crate::vpc) nat_type: String,
    pub(in crate::vpc) network_type: String,
    pub(in crate::vpc) internet_charge: String,
    pub(in crate::vpc) charge: String,
    pub(in crate::vpc) eip_bind_mode: String,
    pub(in crate::vpc) icmp_reply: bool,
    pub(in crate::vpc) private_link: bool,
    pub(in crate::vpc) access_mode: Option<String>,
    pub(in crate::vpc) access_tunnel: Option<String>,
    pub(in crate::vpc) tags: Vec<SetTag>,
}

/// The modes of access (documented).
const ACCESS_MODES: &[&str] = &["route", "tunnel"];

/// The state of a gateway.
pub(in crate::vpc) fn status(now: i64, it: &Nat) -> &'static str {
    match (it.leaving, it.is_settling(now)) {
        (true, _) => "Deleting",
        (_, true) => "Creating",
        _ => "Available",
    }
}

/// Creates a gateway, which takes an address of its vSwitch. One to the internet leads everywhere, unless the VPC has such a route.
pub(in crate::vpc) fn create(cx: &mut Cx<'_>, it: NewNat) -> Result<Nat> {
    let settings = lists::settings(cx)?;
    let region = Some(&it.region);
    let vpc = lists::found(cx, vpcs::of_id, (&it.vpc, region), NO_VPC_FOR_NAT)?;
    lists::check_texts(
        (it.name.as_ref(), BAD_NAT_NAME),
        (it.description.as_ref(), BAD_NAT_DESCRIPTION),
    )?;
    if !it.nat_type.eq_ignore_ascii_case("Enhanced") {
        return Err(BAD_NAT_TYPE.into());
    }
    if it.internet_charge == "PayBySpec" || it.charge == "PrePaid" {
        return Err(PAID_BY_SPEC.into());
    }
    if it.access_mode.as_ref().is_some_and(|it| !ACCESS_MODES.contains(&it.as_str())) {
        return Err(BAD_ACCESS_MODE.into());
    }
    if vpc.is_settling(cx.now) {
        return Err(VPC_PENDING.into());
    }
    let Some(id) = &it.vswitch else { return Err(NO_VSWITCH_FOR_NAT.with("VSwitch")) };
    let Some(vswitch) = lists::find(cx, switches::of_id, id, region)? else {
        return Err(NO_VSWITCH_FOR_NAT.with(id));
    };
    if vswitch.vpc != vpc.id {
        return Err(VSWITCH_OF_OTHER_VPC.into());
    }
    if vswitch.is_settling(cx.now) {
        return Err(VSWITCH_NOT_READY.into());
    }
    let held = nats::of_vpc(cx.tx, &vpc.id)?.len();
    if i64::try_from(held).unwrap_or(i64::MAX) >= settings.max_nat_gateways {
        return Err(MANY_NATS.into());
    }
    let tags = tag_sets::of_new(&it.tags)?;
    let mut id = |prefix| zones::id(cx.random, prefix, &vpc.region, ID_LENGTH);
    let mut nat = Nat {
        id: it.id.unwrap_or_else(|| id("ngw")),
        snat_table: id("stb"),
        forward_table: id("ftb"),
        full_table: id("fulltb"),
        // Its network interface is in no list of interfaces (assumed).
        eni: id("eni"),
        account: vpc.account,
        region: vpc.region,
        vpc: vpc.id,
        vswitch: vswitch.id,
        zone: vswitch.zone,
        name: it.name.unwrap_or_default(),
        description: it.description.unwrap_or_default(),
        network_type: it.network_type,
        eip_bind_mode: it.eip_bind_mode,
        icmp_reply: it.icmp_reply,
        private_link: it.private_link,
        access_mode: it.access_mode.unwrap_or_default(),
        access_tunnel: it.access_tunnel.unwrap_or_default(),
        made: cx.now,
        ready: cx.now.saturating_add(settings.nat_create_ms),
        ..Nat::default()
    };
    let owner = AddressOwner { kind: OF_NAT_GATEWAYS, id: &nat.id };
    let taken = addresses::allocate(cx.tx, &nat.vswitch, None, owner)?;
    nat.private_ip = taken.map_err(|_| NO_IP_FOR_NAT)?.to_string();
    nats::put(cx.tx, &mut nat)?;
    if nat.network_type == "internet" {
        routes::add_default(cx, &vpc.route_table, &nat)?;
    }
    tag_sets::put_all(cx, (&nat.region, TAGGED), &nat.id, &tags)?;
    Ok(nat)
}

/// A gateway of the caller, which must be in a state that lasts, where it is to be changed.
pub(in crate::vpc) fn named(cx: &mut Cx<'_>, id: &str, region: &String) -> Result<Nat> {
    lists::found(cx, nats::of_id, (id, Some(region)), NO_NAT)
}

/// Deletes a gateway; with `force` also its entries, and the associations of its addresses.
pub(in crate::vpc) fn delete(cx: &mut Cx<'_>, mut it: Nat, force: bool) -> Result<()> {
    if it.leaving || it.is_settling(cx.now) {
        return Err(NAT_BUSY.into());
    }
    if it.protected {
        return Err(PROTECTED.into());
    }
    let settings = lists::settings(cx)?;
    let addresses = eips::of_owner(cx.tx, &it.id)?;
    let snats = snats::of_nat(cx.tx, &it.id)?;
    let forwards = forwards::of_nat(cx.tx, &it.id)?;
    let routes = entries::of_hop(cx.tx, &it.id)?;
    if routes.iter().any(|it| !it.is_automatic) {
        return Err(NAT_HAS_ROUTE.into());
    }
    if !force {
        if !snats.is_empty() {
            return Err(NAT_HAS_SNAT.into());
        }
        if !forwards.is_empty() {
            return Err(NAT_HAS_FORWARD.into());
        }
        if !addresses.is_empty() {
            return Err(NAT_HAS_EIPS.into());
        }
    }
    for entry in snats {
        snats::delete(cx.tx, &entry)?;
    }
    for entry in forwards {
        forwards::delete(cx.tx, &entry)?;
    }
    for mut eip in addresses {
        bindings::leave(cx, &mut eip, settings.eip_ms)?;
    }
    for route in routes {
        entries::delete(cx.tx, &route)?;
    }
    if settings.nat_delete_ms <= 0 {
        return remove(cx, &it);
    }
    it.leaving = true;
    it.ready = cx.now.saturating_add(settings.nat_delete_ms);
    nats::put(cx.tx, &mut it)?;
    cx.schedule(it.ready, GONE.kind, &it.id)
}

/// Removes a gateway, and gives its address back.
fn remove(cx: &mut Cx<'_>, it: &Nat) -> Result<()> {
    addresses::release_all(cx.tx, &it.id)?;
    tags::delete(cx.tx, &it.id, None)?;
    Ok(nats::delete(cx.tx, it)?)
}
