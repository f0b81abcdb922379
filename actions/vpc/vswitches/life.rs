//! How vSwitches are created, changed and deleted.

use crate::vpc::{
    acls::bound,
    addresses,
    cidr::{self, Cidr},
    faults::{
        NO_ZONE,
        networks::{
            BAD_IPV6, BAD_VSWITCH_BLOCK, BAD_VSWITCH_DESCRIPTION, BAD_VSWITCH_NAME,
            HAS_DEFAULT_VSWITCH, MANY_VSWITCHES, NOT_IN_VPC, OTHER_CREATING, OVERLAPPED,
            ROUTE_CONFLICT, SAME_IPV6, VPC_WITHOUT_IPV6, VSWITCH_HAS_ACL, VSWITCH_HAS_NAT,
            VSWITCH_HAS_SNAT, VSWITCH_HAS_TABLE, VSWITCH_IN_USE, VSWITCH_MASK, VSWITCH_PENDING,
        },
    },
    lists,
    networks::life as vpc_life,
    routes::system_routes,
    tables::{
        Settling, addresses as taken, entries, nats, snats,
        switches::{self, VSwitch},
        tags,
        vpcs::{self, Vpc},
    },
    tags::tag_sets::{self, SetTag},
};
use crate::{Cx, Result, shared::zones};

/// The type of vSwitches that are tagged.
pub(in crate::vpc) const TAGGED: &str = "VSWITCH";
/// What of IPv6 a vSwitch has without it.
pub(in crate::vpc) const WITHOUT_IPV6: i64 = -1;

/// A vSwitch that is to be created.
#[derive(Clone, Debug, Default)]
pub(in crate::vpc) struct NewVSwitch {
    /// Its id; a new one unless given.
    pub(in crate::vpc) id: Option<String>,
    pub(in crate::vpc) zone: String,
    pub(in crate::vpc) cidr: String,
    pub(in crate::vpc) name: Option<String>,
    pub(in crate::vpc) description: Option<String>,
    /// The last eight bits of its IPv6 block.
    pub(in crate::vpc) ipv6: Option<i64>,
    pub(in crate::vpc) is_default: bool,
    pub(in crate::vpc) tags: Vec<SetTag>,
}

/// The last eight bits of the IPv6 block of a vSwitch, where they may be these.
pub(in crate::vpc) fn ipv6(cx: &mut Cx<'_>, vpc: &Vpc, wanted: i64) -> Result<i64> {
    if vpc.ipv6.is_empty() {
        return Err(VPC_WITHOUT_IPV6.into());
    }
    if !(0..=255).contains(&wanted) {
        return Err(BAD_IPV6.into());
    }
    if switches::of_vpc(cx.tx, &vpc.id)?.iter().any(|it| it.ipv6 == wanted) {
        return Err(SAME_IPV6.into());
    }
    Ok(wanted)
}

/// The block of a new vSwitch of a VPC.
fn block(cx: &mut Cx<'_>, vpc: &Vpc, text: &str) -> Result<Cidr> {
    let cidr = Cidr::parse(text).ok_or(BAD_VSWITCH_BLOCK)?;
    if !(16..=29).contains(&cidr.mask()) {
        return Err(VSWITCH_MASK.into());
    }
    if !cidr::blocks(&vpc.cidr).chain(cidr::blocks(&vpc.secondary)).any(|it| it.contains(cidr)) {
        return Err(NOT_IN_VPC.into());
    }
    let others = switches::of_vpc(cx.tx, &vpc.id)?;
    if others.iter().filter_map(|it| Cidr::parse(&it.cidr)).any(|it| it.overlaps(cidr)) {
        return Err(OVERLAPPED.into());
    }
    let routes = entries::of_vpc(cx.tx, &vpc.id)?;
    let custom = routes.iter().filter(|it| !it.is_system);
    if custom.filter_map(|it| Cidr::parse(&it.cidr)).any(|route| cidr.contains(route)) {
        return Err(ROUTE_CONFLICT.into());
    }
    Ok(cidr)
}

/// Creates a vSwitch, with a route to it in every table of its VPC.
pub(in crate::vpc) fn create(cx: &mut Cx<'_>, vpc: &Vpc, it: &NewVSwitch) -> Result<VSwitch> {
    let settings = lists::settings(cx)?;
    lists::check_texts(
        (it.name.as_ref(), BAD_VSWITCH_NAME),
        (it.description.as_ref(), BAD_VSWITCH_DESCRIPTION),
    )?;
    if !zones::has(&vpc.region, &it.zone) {
        return Err(NO_ZONE.into());
    }
    vpc_life::check_available(cx, vpc)?;
    let cidr = block(cx, vpc, &it.cidr)?;
    let ipv6 = match it.ipv6 {
        Some(wanted) => ipv6(cx, vpc, wanted)?,
        None => WITHOUT_IPV6,
    };
    let others = switches::of_vpc(cx.tx, &vpc.id)?;
    if it.is_default && others.iter().any(|one| one.is_default && one.zone == it.zone) {
        return Err(HAS_DEFAULT_VSWITCH.into());
    }
    if settings.one_vswitch_at_a_time && others.iter().any(|it| it.is_settling(cx.now)) {
        return Err(OTHER_CREATING.into());
    }
    if i64::try_from(others.len()).unwrap_or(i64::MAX) >= settings.max_vswitches {
        return Err(MANY_VSWITCHES.into());
    }
    let tags = tag_sets::of_new(&it.tags)?;
    let mut vswitch = VSwitch {
        id: it
            .id
            .clone()
            .unwrap_or_else(|| zones::id(cx.random, "vsw", &vpc.region, vpc_life::ID_LENGTH)),
        account: vpc.account.clone(),
        region: vpc.region.clone(),
        vpc: vpc.id.clone(),
        zone: it.zone.clone(),
        cidr: cidr.to_string(),
        name: it.name.clone().unwrap_or_default(),
        description: it.description.clone().unwrap_or_default(),
        ipv6,
        is_default: it.is_default,
        route_table: vpc.route_table.clone(),
        made: cx.now,
        ready: cx.now.saturating_add(settings.vswitch_ms),
        ..VSwitch::default()
    };
    switches::put(cx.tx, &mut vswitch)?;
    system_routes::add_vswitch(cx, &vpc.id, &vswitch.cidr)?;
    tag_sets::put_all(cx, (&vpc.region, TAGGED), &vswitch.id, &tags)?;
    Ok(vswitch)
}

/// Deletes a vSwitch that nothing is in.
pub(in crate::vpc) fn delete(cx: &mut Cx<'_>, it: &VSwitch) -> Result<()> {
    if it.is_settling(cx.now) {
        return Err(VSWITCH_PENDING.into());
    }
    if taken::has_other_than(cx.tx, &it.id, addresses::OF_NAT_GATEWAYS)? {
        return Err(VSWITCH_IN_USE.into());
    }
    if !nats::of_vswitch(cx.tx, &it.id)?.is_empty() {
        return Err(VSWITCH_HAS_NAT.into());
    }
    if !snats::of_vswitch(cx.tx, &it.id)?.is_empty() {
        return Err(VSWITCH_HAS_SNAT.into());
    }
    let vpc = vpcs::of_id(cx.tx, &it.vpc)?.unwrap_or_default();
    if it.route_table != vpc.route_table {
        return Err(VSWITCH_HAS_TABLE.into());
    }
    if bound::is_bound(cx.now, it) {
        return Err(VSWITCH_HAS_ACL.into());
    }
    system_routes::remove_vswitch(cx, &it.vpc, &it.cidr)?;
    tags::delete(cx.tx, &it.id, None)?;
    Ok(switches::delete(cx.tx, it)?)
}
