//! Route tables and entries in answers.

use serde::Serialize;

use crate::vpc::{
    groups_of_resources,
    lists::{self, Listed},
    routes::system_routes,
    tables::{
        entries::{self, RouteEntry},
        route_tables::RouteTable,
        switches,
        vpcs::{self, Vpc},
    },
    tags::tag_sets::{self, ShownTag},
};
use crate::{Cx, Result, shared::format};

/// The type of route tables that are tagged.
pub(in crate::vpc) const TAGGED: &str = "ROUTETABLE";

/// `System` or `Custom`.
pub(in crate::vpc) const fn kind(is_system: bool) -> &'static str {
    if is_system { "System" } else { "Custom" }
}

/// A route table in a list.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::vpc) struct ShownTable {
    vpc_id: String,
    router_id: String,
    router_type: &'static str,
    route_table_id: String,
    route_table_type: &'static str,
    route_table_name: String,
    description: String,
    #[serde(rename = "VSwitchIds")]
    vswitch_ids: Listed<String>,
    gateway_ids: Listed<String>,
    associate_type: String,
    status: &'static str,
    creation_time: String,
    resource_group_id: String,
    owner_id: i64,
    route_propagation_enable: bool,
    tags: Listed<ShownTag>,
}

/// The ids of the vSwitches that are bound to a table.
fn vswitches(cx: &mut Cx<'_>, table: &str) -> Result<Listed<String>> {
    let all = switches::of_route_table(cx.tx, table)?;
    Ok(Listed("VSwitchId", all.into_iter().map(|it| it.id).collect()))
}

fn vpc_of(cx: &mut Cx<'_>, it: &RouteTable) -> Result<Vpc> {
    Ok(vpcs::of_id(cx.tx, &it.vpc)?.unwrap_or_default())
}

/// A route table in a list.
pub(in crate::vpc) fn table(cx: &mut Cx<'_>, it: RouteTable) -> Result<ShownTable> {
    let vpc = vpc_of(cx, &it)?;
    Ok(ShownTable {
        vswitch_ids: vswitches(cx, &it.id)?,
        tags: tag_sets::shown(cx, &it.id)?,
        gateway_ids: Listed("GatewayIds", Vec::new()),
        status: system_routes::status(cx.now, &it),
        creation_time: format::iso(it.made),
        resource_group_id: groups_of_resources::shown(&it.account, &vpc.resource_group),
        owner_id: lists::number(&it.account),
        router_id: vpc.router,
        router_type: "VRouter",
        route_table_type: kind(it.is_system),
        vpc_id: it.vpc,
        route_table_id: it.id,
        route_table_name: it.name,
        description: it.description,
        associate_type: it.associate,
        route_propagation_enable: it.propagation,
    })
}

/// A route table with its entries.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::vpc) struct TableWithEntries {
    route_table_id: String,
    #[serde(rename = "VRouterId")]
    router: String,
    route_table_type: &'static str,
    creation_time: String,
    status: &'static str,
    resource_group_id: String,
    #[serde(rename = "VSwitchIds")]
    vswitch_ids: Listed<String>,
    route_entrys: Listed<EntryOfTable>,
}

/// An entry in the answer about its table.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct EntryOfTable {
    route_table_id: String,
    destination_cidr_block: String,
    r#type: &'static str,
    next_hop_type: String,
    instance_id: String,
    route_entry_id: String,
    route_entry_name: String,
    description: String,
    status: &'static str,
    next_hops: Listed<()>,
}

fn status(now: i64, it: &RouteEntry) -> &'static str {
    lists::changing(now, it, it.modified)
}

/// A route table with its entries.
pub(in crate::vpc) fn with_entries(cx: &mut Cx<'_>, it: RouteTable) -> Result<TableWithEntries> {
    let vpc = vpc_of(cx, &it)?;
    let now = cx.now;
    let entry = |it: RouteEntry| EntryOfTable {
        r#type: kind(it.is_system),
        status: status(now, &it),
        route_table_id: it.route_table,
        destination_cidr_block: it.cidr,
        next_hop_type: it.hop_type,
        instance_id: it.hop,
        route_entry_id: it.id,
        route_entry_name: it.name,
        description: it.description,
        next_hops: Listed("NextHop", Vec::new()),
    };
    let entries = entries::of_route_table(cx.tx, &it.id)?.into_iter().map(entry).collect();
    Ok(TableWithEntries {
        vswitch_ids: vswitches(cx, &it.id)?,
        route_entrys: Listed("RouteEntry", entries),
        creation_time: format::iso(it.made),
        status: system_routes::status(now, &it),
        resource_group_id: groups_of_resources::shown(&it.account, &vpc.resource_group),
        router: vpc.router,
        route_table_type: kind(it.is_system),
        route_table_id: it.id,
    })
}

/// An entry in a list.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::vpc) struct ShownEntry {
    route_entry_id: String,
    route_table_id: String,
    destination_cidr_block: String,
    r#type: &'static str,
    ip_version: &'static str,
    status: &'static str,
    route_entry_name: String,
    description: String,
    gmt_modified: String,
    service_type: &'static str,
    origin: &'static str,
    next_hops: Listed<ShownHop>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct ShownHop {
    next_hop_id: String,
    next_hop_type: String,
    next_hop_region_id: String,
    enabled: i64,
    weight: i64,
    next_hop_related_info: NoInfo,
}

#[derive(Serialize)]
struct NoInfo {}

/// `IPv4` or `IPv6`.
pub(in crate::vpc) fn version(cidr: &str) -> &'static str {
    if cidr.contains(':') { "IPv6" } else { "IPv4" }
}

/// An entry in a list.
pub(in crate::vpc) fn entry(now: i64, it: RouteEntry) -> ShownEntry {
    let hop = ShownHop {
        next_hop_id: it.hop.clone(),
        next_hop_type: it.hop_type.clone(),
        next_hop_region_id: it.region.clone(),
        enabled: 1,
        weight: 0,
        next_hop_related_info: NoInfo {},
    };
    ShownEntry {
        r#type: kind(it.is_system),
        ip_version: version(&it.cidr),
        status: status(now, &it),
        gmt_modified: format::iso(it.changed),
        route_entry_id: it.id,
        route_table_id: it.route_table,
        destination_cidr_block: it.cidr,
        route_entry_name: it.name,
        description: it.description,
        service_type: "",
        origin: "",
        next_hops: Listed("NextHop", vec![hop]),
    }
}
