//! What a route table has from the start: the route to the services of the cloud, and one to each vSwitch of its VPC.

use crate::vpc::{
    cidr, lists,
    tables::{
        entries::{self, RouteEntry},
        route_tables::{self, RouteTable},
        switches,
        vpcs::Vpc,
    },
};
use crate::{Cx, Result, shared::zones};

/// How many letters and digits the ids of tables and entries have.
pub(in crate::vpc) const ID_LENGTH: usize = 21;

/// Adds the system route table of a VPC, whose id the VPC has.
pub(in crate::vpc) fn add_system_table(cx: &mut Cx<'_>, vpc: &Vpc) -> Result<()> {
    let mut table = RouteTable {
        id: vpc.route_table.clone(),
        account: vpc.account.clone(),
        region: vpc.region.clone(),
        vpc: vpc.id.clone(),
        is_system: true,
        associate: "VSwitch".to_owned(),
        propagation: true,
        made: cx.now,
        ready: cx.now,
        ..RouteTable::default()
    };
    add_table(cx, &mut table)
}

/// Adds a route table, with the routes that it has from the start.
pub(in crate::vpc) fn add_table(cx: &mut Cx<'_>, table: &mut RouteTable) -> Result<()> {
    route_tables::put(cx.tx, table)?;
    add(cx, table, &cidr::SERVICE.to_string(), "service")?;
    for it in switches::of_vpc(cx.tx, &table.vpc)?.into_iter().rev() {
        add(cx, table, &it.cidr, "local")?;
    }
    Ok(())
}

/// Adds the route to a new vSwitch to every table of its VPC.
pub(in crate::vpc) fn add_vswitch(cx: &mut Cx<'_>, vpc: &str, cidr: &str) -> Result<()> {
    for table in route_tables::of_vpc(cx.tx, vpc)? {
        add(cx, &table, cidr, "local")?;
    }
    Ok(())
}

/// Removes the routes to a vSwitch that is deleted.
pub(in crate::vpc) fn remove_vswitch(cx: &mut Cx<'_>, vpc: &str, cidr: &str) -> Result<()> {
    for it in entries::of_vpc(cx.tx, vpc)? {
        if it.is_system && it.cidr == cidr {
            entries::delete(cx.tx, &it)?;
        }
    }
    Ok(())
}

fn add(cx: &mut Cx<'_>, table: &RouteTable, cidr: &str, hop_type: &str) -> Result<()> {
    let mut entry = RouteEntry {
        id: zones::id(cx.random, "rte", &table.region, ID_LENGTH),
        account: table.account.clone(),
        region: table.region.clone(),
        vpc: table.vpc.clone(),
        route_table: table.id.clone(),
        cidr: cidr.to_owned(),
        is_system: true,
        hop_type: hop_type.to_owned(),
        changed: cx.now,
        ready: cx.now,
        made: cx.now,
        ..RouteEntry::default()
    };
    Ok(entries::put(cx.tx, &mut entry)?)
}

/// The state of a table.
pub(in crate::vpc) fn status(now: i64, table: &RouteTable) -> &'static str {
    lists::pending(now, table)
}
