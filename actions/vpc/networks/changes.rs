//! How VPCs are changed: their block, their secondary blocks, IPv6.

use crate::vpc::{
    cidr::{self, Cidr},
    faults::networks::{
        BAD_IP_VERSION, BAD_NEW_BLOCK, BAD_SECONDARY, BAD_VPC_DESCRIPTION, BAD_VPC_NAME,
        BOTH_BLOCKS, IPV6_AND_BLOCK, IPV6_BLOCK_IN_USE, IPV6_GATEWAY_LEFT, IPV6_VSWITCH_LEFT,
        MANY_IPV6_BLOCKS, MANY_SECONDARIES, NEW_BLOCK_CONFLICTS, NO_BLOCK, NO_IPV6_BLOCK,
        NO_SECONDARY, OUTSIDE_NEW_BLOCK, SAME_SECONDARY, SECONDARY_IN_USE, VPC_BUSY_TO_EXTEND,
    },
    lists,
    networks::life,
    tables::{
        Settling, ipv6_gateways, switches,
        vpcs::{self, Vpc},
    },
};
use crate::{Cx, Result};

/// What of a VPC a call changes.
#[derive(Clone, Debug, Default)]
pub(in crate::vpc) struct Change {
    pub(in crate::vpc) name: Option<String>,
    pub(in crate::vpc) description: Option<String>,
    pub(in crate::vpc) cidr: Option<String>,
    pub(in crate::vpc) ipv6: Option<bool>,
    pub(in crate::vpc) ipv6_block: Option<String>,
    pub(in crate::vpc) ipv6_isp: Option<String>,
    pub(in crate::vpc) dns_hostname: Option<bool>,
}

/// Changes a VPC.
pub(in crate::vpc) fn change(cx: &mut Cx<'_>, mut it: Vpc, change: Change) -> Result<()> {
    life::check_available(cx, &it)?;
    lists::check_texts(
        (change.name.as_ref(), BAD_VPC_NAME),
        (change.description.as_ref(), BAD_VPC_DESCRIPTION),
    )?;
    if change.cidr.is_some() && change.ipv6.is_some() {
        return Err(IPV6_AND_BLOCK.into());
    }
    if let Some(text) = &change.cidr {
        it.cidr = new_block(cx, &it, text)?;
    }
    match change.ipv6 {
        Some(true) if it.ipv6.is_empty() => {
            it.ipv6_isp = life::isp(change.ipv6_isp.as_ref())?;
            it.ipv6 = life::ipv6_block(cx.random, change.ipv6_block.as_ref())?;
        }
        Some(false) if !it.ipv6.is_empty() => {
            if switches::of_vpc(cx.tx, &it.id)?.iter().any(|it| it.ipv6 >= 0) {
                return Err(IPV6_VSWITCH_LEFT.into());
            }
            if !ipv6_gateways::of_vpc(cx.tx, &it.id)?.is_empty() {
                return Err(IPV6_GATEWAY_LEFT.into());
            }
            it.ipv6.clear();
            it.ipv6_isp.clear();
        }
        _ => {}
    }
    lists::set(&mut it.name, change.name);
    lists::set(&mut it.description, change.description);
    it.dns_hostname = change.dns_hostname.unwrap_or(it.dns_hostname);
    Ok(vpcs::put(cx.tx, &mut it)?)
}

/// The new block of a VPC, which has those of all its vSwitches.
fn new_block(cx: &mut Cx<'_>, it: &Vpc, text: &str) -> Result<String> {
    let block = Cidr::parse(text)
        .filter(|it| !cidr::is_forbidden(*it) && (8..=28).contains(&it.mask()))
        .ok_or(BAD_NEW_BLOCK)?;
    let secondary: Vec<Cidr> = cidr::blocks(&it.secondary).collect();
    if secondary.iter().any(|it| it.overlaps(block)) {
        return Err(NEW_BLOCK_CONFLICTS.into());
    }
    let vswitches = switches::of_vpc(cx.tx, &it.id)?;
    let mut blocks = vswitches.iter().filter_map(|it| Cidr::parse(&it.cidr));
    if !blocks.all(|of| block.contains(of) || secondary.iter().any(|it| it.contains(of))) {
        return Err(OUTSIDE_NEW_BLOCK.into());
    }
    Ok(block.to_string())
}

/// A block that a call adds or removes.
#[derive(Clone, Debug, Default)]
pub(in crate::vpc) struct Block {
    pub(in crate::vpc) secondary: Option<String>,
    pub(in crate::vpc) ipv6: Option<String>,
    /// `IPv4` or `IPv6`.
    pub(in crate::vpc) version: Option<String>,
}

/// Whether a call is about IPv6.
fn is_ipv6(it: &Block) -> Result<bool> {
    let version = it.version.as_deref();
    let ipv6 = match version {
        None => it.ipv6.is_some(),
        Some(version) if version.eq_ignore_ascii_case("IPv4") => false,
        Some(version) if version.eq_ignore_ascii_case("IPv6") => true,
        Some(_) => return Err(BAD_IP_VERSION.into()),
    };
    if it.secondary.is_some() && it.ipv6.is_some() {
        return Err(BOTH_BLOCKS.into());
    }
    if it.secondary.is_none() && !ipv6 {
        return Err(NO_BLOCK.into());
    }
    Ok(ipv6)
}

/// Adds a block to a VPC. Returns the block and its version.
pub(in crate::vpc) fn add_block(
    cx: &mut Cx<'_>,
    it: &mut Vpc,
    block: Block,
    isp: Option<&String>,
) -> Result<(String, &'static str)> {
    let ipv6 = is_ipv6(&block)?;
    if it.is_settling(cx.now) {
        return Err(VPC_BUSY_TO_EXTEND.into());
    }
    if ipv6 {
        if !it.ipv6.is_empty() {
            return Err(MANY_IPV6_BLOCKS.into());
        }
        it.ipv6_isp = life::isp(isp)?;
        it.ipv6 = life::ipv6_block(cx.random, block.ipv6.as_ref())?;
        vpcs::put(cx.tx, it)?;
        return Ok((it.ipv6.clone(), "IPv6"));
    }
    let text = block.secondary.unwrap_or_default();
    let present: Vec<Cidr> = cidr::blocks(&it.secondary).collect();
    let parsed = Cidr::parse(&text)
        .filter(|it| !cidr::is_forbidden(*it) && (8..=28).contains(&it.mask()))
        .ok_or(BAD_SECONDARY)?;
    if present.contains(&parsed) {
        return Err(SAME_SECONDARY.into());
    }
    if cidr::blocks(&it.cidr).chain(present.iter().copied()).any(|it| it.overlaps(parsed)) {
        return Err(BAD_SECONDARY.into());
    }
    let most = lists::settings(cx)?.max_secondary_cidrs;
    if i64::try_from(present.len()).unwrap_or(i64::MAX) >= most {
        return Err(MANY_SECONDARIES.into());
    }
    let all: Vec<String> = present.iter().chain([&parsed]).map(ToString::to_string).collect();
    it.secondary = all.join(",");
    vpcs::put(cx.tx, it)?;
    Ok((parsed.to_string(), "IPv4"))
}

/// Removes a block from a VPC.
pub(in crate::vpc) fn remove_block(cx: &mut Cx<'_>, it: &mut Vpc, block: Block) -> Result<()> {
    let ipv6 = is_ipv6(&block)?;
    if it.is_settling(cx.now) {
        return Err(VPC_BUSY_TO_EXTEND.into());
    }
    let vswitches = switches::of_vpc(cx.tx, &it.id)?;
    if ipv6 {
        if it.ipv6.is_empty() || block.ipv6.is_some_and(|wanted| wanted != it.ipv6) {
            return Err(NO_IPV6_BLOCK.into());
        }
        if vswitches.iter().any(|it| it.ipv6 >= 0) {
            return Err(IPV6_BLOCK_IN_USE.into());
        }
        it.ipv6.clear();
        it.ipv6_isp.clear();
        return Ok(vpcs::put(cx.tx, it)?);
    }
    let wanted = Cidr::parse(&block.secondary.unwrap_or_default()).ok_or(NO_SECONDARY)?;
    let present: Vec<Cidr> = cidr::blocks(&it.secondary).collect();
    if !present.contains(&wanted) {
        return Err(NO_SECONDARY.into());
    }
    let mut blocks = vswitches.iter().filter_map(|it| Cidr::parse(&it.cidr));
    if blocks.any(|it| wanted.contains(it)) {
        return Err(SECONDARY_IN_USE.into());
    }
    let rest = present.iter().filter(|it| **it != wanted).map(ToString::to_string);
    it.secondary = rest.collect::<Vec<_>>().join(",");
    Ok(vpcs::put(cx.tx, it)?)
}
