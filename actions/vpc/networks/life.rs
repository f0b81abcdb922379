//! How VPCs are created, changed and deleted.

use core::net::Ipv6Addr;

use crate::vpc::{
    cidr::{self, Cidr},
    faults::{
        NO_GROUP,
        networks::{
            BAD_BLOCK, BAD_IPV6_BLOCK, BAD_IPV6_ISP, BAD_MASK, BAD_USER_CIDR, BAD_VPC_DESCRIPTION,
            BAD_VPC_NAME, HAS_ACL, HAS_DEFAULT_VPC, HAS_IPV6_GATEWAY, HAS_NAT, HAS_ROUTE,
            HAS_ROUTE_TABLE, HAS_SECURITY_GROUP, HAS_VSWITCH, MANY_USER_CIDRS, MANY_VPCS,
            USER_CIDR_OF_CLOUD, VPC_BUSY,
        },
    },
    groups_of_resources, lists,
    routes::system_routes,
    tables::{
        Settling, acls, entries, ipv6_gateways, nats, route_tables, switches, tags,
        vpcs::{self, Vpc},
    },
    tags::tag_sets::{self, SetTag},
};
use crate::{Cx, PRODUCTS, Random, Result, shared::zones};

/// The block of a VPC that is created without one (published).
const USUAL_BLOCK: &str = "172.16.0.0/12";
/// The most blocks that the owner of a VPC may reserve (documented).
const MOST_USER_CIDRS: usize = 3;
/// The lines of IPv6 addresses (documented).
const ISPS: &[&str] = &["BGP", "ChinaMobile", "ChinaUnicom", "ChinaTelecom"];
/// How many letters and digits the ids of networks have.
pub(in crate::vpc) const ID_LENGTH: usize = 21;
/// The type of VPCs that are tagged.
pub(in crate::vpc) const TAGGED: &str = "VPC";

/// A VPC that is to be created.
#[derive(Clone, Debug, Default)]
pub(in crate::vpc) struct NewVpc {
    /// Its id; a new one unless given.
    pub(in crate::vpc) id: Option<String>,
    pub(in crate::vpc) region: String,
    pub(in crate::vpc) cidr: Option<String>,
    pub(in crate::vpc) name: Option<String>,
    pub(in crate::vpc) description: Option<String>,
    pub(in crate::vpc) user_cidrs: Option<String>,
    pub(in crate::vpc) resource_group: Option<String>,
    pub(in crate::vpc) ipv6: bool,
    pub(in crate::vpc) ipv6_block: Option<String>,
    pub(in crate::vpc) ipv6_isp: Option<String>,
    pub(in crate::vpc) dns_hostname: bool,
    pub(in crate::vpc) is_default: bool,
    pub(in crate::vpc) tags: Vec<SetTag>,
}

/// The block of a VPC that a call gives.
fn block(text: &str) -> Result<Cidr> {
    let it = Cidr::parse(text).filter(|it| !cidr::is_forbidden(*it)).ok_or(BAD_BLOCK)?;
    if !(8..=28).contains(&it.mask()) {
        return Err(BAD_MASK.with(&it.mask().to_string()));
    }
    Ok(it)
}

/// The blocks that the owner of a VPC reserves, as they are stored.
fn user_cidrs(list: &str) -> Result<String> {
    let all: Vec<&str> = crate::shared::text::comma_list(list).collect();
    if all.len() > MOST_USER_CIDRS {
        return Err(MANY_USER_CIDRS.into());
    }
    for it in &all {
        let it = Cidr::parse(it).ok_or(BAD_USER_CIDR)?;
        if it.overlaps(cidr::SERVICE) {
            return Err(USER_CIDR_OF_CLOUD.into());
        }
    }
    Ok(all.join(","))
}

/// The line of IPv6 addresses that a call gives.
pub(in crate::vpc) fn isp(given: Option<&String>) -> Result<String> {
    let it = given.map_or(ISPS[0], String::as_str);
    if ISPS.contains(&it) { Ok(it.to_owned()) } else { Err(BAD_IPV6_ISP.into()) }
}

/// The IPv6 block of a text as it is stored; none if it is not one of 56 bits.
pub(in crate::vpc) fn given_ipv6_block(text: &str) -> Option<String> {
    let address: Ipv6Addr = text.strip_suffix("/56")?.parse().ok()?;
    (address.to_bits() & (u128::MAX >> 56) == 0).then(|| format!("{address}/56"))
}

/// An IPv6 block of a VPC: the one that a call gives, or a new one.
pub(in crate::vpc) fn ipv6_block(
    random: &mut dyn Random,
    given: Option<&String>,
) -> Result<String> {
    if let Some(given) = given {
        return Ok(given_ipv6_block(given).ok_or(BAD_IPV6_BLOCK)?);
    }
    // Of the block that the vendor's pages show addresses of.
    let mut drawn = [0; 2];
    random.fill(&mut drawn);
    let [a, b] = drawn.map(u16::from);
    let start = Ipv6Addr::new(0x2408, 0x4005, 0x0300 | a, b << 8, 0, 0, 0, 0);
    Ok(format!("{start}/56"))
}

/// Creates a VPC with its router and its system route table.
pub(in crate::vpc) fn create(cx: &mut Cx<'_>, it: &NewVpc) -> Result<Vpc> {
    let account = cx.account().to_owned();
    let settings = lists::settings(cx)?;
    lists::check_texts(
        (it.name.as_ref(), BAD_VPC_NAME),
        (it.description.as_ref(), BAD_VPC_DESCRIPTION),
    )?;
    let cidr = block(it.cidr.as_deref().unwrap_or(USUAL_BLOCK))?;
    let user_cidrs = user_cidrs(it.user_cidrs.as_deref().unwrap_or_default())?;
    let isp = isp(it.ipv6_isp.as_ref())?;
    let ipv6 = if it.ipv6 { ipv6_block(cx.random, it.ipv6_block.as_ref())? } else { String::new() };
    let tags = tag_sets::of_new(&it.tags)?;
    let resource_group = groups_of_resources::stored(cx, it.resource_group.as_ref(), NO_GROUP)?;
    let present = vpcs::all(cx.tx, &account, &it.region)?;
    if it.is_default && present.iter().any(|it| it.is_default) {
        return Err(HAS_DEFAULT_VPC.into());
    }
    let held = present.len();
    if i64::try_from(held).unwrap_or(i64::MAX) >= settings.max_vpcs {
        return Err(MANY_VPCS.into());
    }
    let mut id = |prefix| zones::id(cx.random, prefix, &it.region, ID_LENGTH);
    let mut vpc = Vpc {
        id: it.id.clone().unwrap_or_else(|| id("vpc")),
        router: id("vrt"),
        route_table: id("vtb"),
        account,
        region: it.region.clone(),
        name: it.name.clone().unwrap_or_default(),
        description: it.description.clone().unwrap_or_default(),
        cidr: cidr.to_string(),
        user_cidrs,
        ipv6_isp: if ipv6.is_empty() { String::new() } else { isp },
        ipv6,
        dns_hostname: it.dns_hostname,
        is_default: it.is_default,
        resource_group,
        made: cx.now,
        ready: cx.now.saturating_add(settings.vpc_ms),
        ..Vpc::default()
    };
    vpcs::put(cx.tx, &mut vpc)?;
    system_routes::add_system_table(cx, &vpc)?;
    tag_sets::put_all(cx, (&vpc.region, TAGGED), &vpc.id, &tags)?;
    Ok(vpc)
}

/// Refuses a VPC that is pending.
pub(in crate::vpc) fn check_available(cx: &Cx<'_>, it: &Vpc) -> Result<()> {
    if it.is_settling(cx.now) { Err(VPC_BUSY.into()) } else { Ok(()) }
}

/// Whether a product has security groups in a VPC.
fn has_security_groups(cx: &mut Cx<'_>, vpc: &str) -> Result<bool> {
    for user in PRODUCTS.iter().filter_map(|it| it.network) {
        if (user.has_security_groups)(cx, vpc)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Deletes a VPC with its router and its system table. What still is in it is looked at in this order (modelled).
pub(in crate::vpc) fn delete(cx: &mut Cx<'_>, it: &Vpc, force: bool) -> Result<()> {
    check_available(cx, it)?;
    if !switches::of_vpc(cx.tx, &it.id)?.is_empty() {
        return Err(HAS_VSWITCH.into());
    }
    if !nats::of_vpc(cx.tx, &it.id)?.is_empty() {
        return Err(HAS_NAT.into());
    }
    if has_security_groups(cx, &it.id)? {
        return Err(HAS_SECURITY_GROUP.into());
    }
    let tables = route_tables::of_vpc(cx.tx, &it.id)?;
    if tables.iter().any(|it| !it.is_system) {
        return Err(HAS_ROUTE_TABLE.into());
    }
    let entries = entries::of_vpc(cx.tx, &it.id)?;
    if entries.iter().any(|it| !it.is_system) {
        return Err(HAS_ROUTE.into());
    }
    if !acls::of_vpc(cx.tx, &it.id)?.is_empty() {
        return Err(HAS_ACL.into());
    }
    let gateways = ipv6_gateways::of_vpc(cx.tx, &it.id)?;
    if !gateways.is_empty() && !force {
        return Err(HAS_IPV6_GATEWAY.into());
    }
    for gateway in gateways {
        tags::delete(cx.tx, &gateway.id, None)?;
        ipv6_gateways::delete(cx.tx, &gateway)?;
    }
    for entry in entries {
        entries::delete(cx.tx, &entry)?;
    }
    for table in tables {
        tags::delete(cx.tx, &table.id, None)?;
        route_tables::delete(cx.tx, &table)?;
    }
    tags::delete(cx.tx, &it.id, None)?;
    Ok(vpcs::delete(cx.tx, it)?)
}
