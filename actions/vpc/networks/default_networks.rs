//! The default VPC of a region, and its vSwitches.

use crate::vpc::{
    VPC,
    cidr::Cidr,
    faults::networks::MANY_VSWITCHES,
    networks::life::{self, NewVpc},
    tables::{
        switches::{self, VSwitch},
        vpcs::{self, Vpc},
    },
    vswitches::life::{self as vswitch_life, NewVSwitch},
};
use crate::{Cx, Result};

/// The default VPC of the caller's account in a region.
pub(in crate::vpc) fn vpc(cx: &mut Cx<'_>, region: &str) -> Result<Option<Vpc>> {
    let account = cx.account().to_owned();
    Ok(vpcs::all(cx.tx, &account, region)?.into_iter().find(|it| it.is_default))
}

/// Creates the default VPC of a region. Its block is the first of 172.16.0.0/16 to 172.31.0.0/16 that no VPC of the account in the
/// region has (documented: one of them).
pub(in crate::vpc) fn create_vpc(cx: &mut Cx<'_>, it: NewVpc) -> Result<Vpc> {
    let account = cx.account().to_owned();
    let present = vpcs::all(cx.tx, &account, &it.region)?;
    let mut blocks = (16..32).map(|second| format!("172.{second}.0.0/16"));
    let free = blocks.find(|block| present.iter().all(|it| it.cidr != *block));
    let new = NewVpc {
        cidr: Some(free.unwrap_or_else(|| "172.16.0.0/16".to_owned())),
        description: Some("System created default VPC.".to_owned()),
        is_default: true,
        ..it
    };
    life::create(cx, &new)
}

/// Creates a default vSwitch of the default VPC in a zone: the first block of 4096 addresses that is free.
pub(in crate::vpc) fn create_vswitch(
    cx: &mut Cx<'_>,
    vpc: &Vpc,
    (zone, ipv6): (&str, Option<i64>),
) -> Result<VSwitch> {
    let others: Vec<Cidr> =
        switches::of_vpc(cx.tx, &vpc.id)?.iter().filter_map(|it| Cidr::parse(&it.cidr)).collect();
    let first = Cidr::parse(&vpc.cidr).map_or(0, Cidr::first);
    let mut blocks = (0..16).map(|at| Cidr::new(first.saturating_add(at << 12), 20));
    let free = blocks.find(|block| !others.iter().any(|it| it.overlaps(*block)));
    let new = NewVSwitch {
        zone: zone.to_owned(),
        cidr: free.ok_or(MANY_VSWITCHES)?.to_string(),
        description: Some("System created default virtual switch.".to_owned()),
        ipv6,
        is_default: true,
        ..NewVSwitch::default()
    };
    vswitch_life::create(cx, vpc, &new)
}

/// The id of the default vSwitch of the caller's account in a zone. It and its VPC are created where they are not there, and
/// are available at once (modelled: an instance that is run without a network gets them).
pub fn default_vswitch(cx: &mut Cx<'_>, region: &str, zone: &str) -> Result<String> {
    let called = cx.product;
    cx.product = VPC.id;
    let found = usual_vswitch(cx, region, zone);
    cx.product = called;
    found
}

fn usual_vswitch(cx: &mut Cx<'_>, region: &str, zone: &str) -> Result<String> {
    let vpc = if let Some(it) = vpc(cx, region)? {
        it
    } else {
        let new = NewVpc { region: region.to_owned(), ..NewVpc::default() };
        let mut made = create_vpc(cx, new)?;
        made.ready = cx.now;
        vpcs::put(cx.tx, &mut made)?;
        made
    };
    let present = switches::of_vpc(cx.tx, &vpc.id)?;
    if let Some(it) = present.into_iter().find(|it| it.is_default && it.zone == zone) {
        return Ok(it.id);
    }
    let mut made = create_vswitch(cx, &vpc, (zone, None))?;
    made.ready = cx.now;
    switches::put(cx.tx, &mut made)?;
    Ok(made.id)
}
