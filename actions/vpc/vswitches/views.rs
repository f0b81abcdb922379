//! The vSwitches in answers.

use core::net::Ipv6Addr;

use serde::Serialize;

use crate::vpc::{
    addresses, groups_of_resources,
    lists::{self, Listed},
    tables::{switches::VSwitch, vpcs},
    tags::tag_sets::{self, ShownTag},
};
use crate::{Cx, Result, shared::format};

/// What answers say of a vSwitch. All is empty of one that is not there.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::vpc) struct ShownVSwitch {
    #[serde(rename = "VSwitchId")]
    vswitch_id: String,
    vpc_id: String,
    zone_id: String,
    cidr_block: String,
    ipv6_cidr_block: String,
    available_ip_address_count: i64,
    status: &'static str,
    is_default: bool,
    #[serde(rename = "VSwitchName")]
    vswitch_name: String,
    description: String,
    creation_time: String,
    resource_group_id: String,
    network_acl_id: String,
    owner_id: i64,
    share_type: &'static str,
    enabled_ipv6: bool,
    route_table: ShownTable,
    tags: Listed<ShownTag>,
}

#[derive(Default, Serialize)]
#[serde(rename_all = "PascalCase")]
struct ShownTable {
    route_table_id: String,
    route_table_type: &'static str,
}

/// The IPv6 block of a vSwitch: of the block of its VPC, and its last eight bits.
pub(in crate::vpc) fn ipv6_block(of_vpc: &str, bits: i64) -> String {
    let start = of_vpc.split('/').next().and_then(|it| it.parse::<Ipv6Addr>().ok());
    match (start, u128::try_from(bits)) {
        (Some(start), Ok(bits)) => {
            format!("{}/64", Ipv6Addr::from_bits(start.to_bits() | (bits << 64)))
        }
        _ => String::new(),
    }
}

/// The network ACL that a vSwitch is bound to.
fn acl(now: i64, it: &VSwitch) -> String {
    if it.acl_leaving && !it.is_binding(now) { String::new() } else { it.acl.clone() }
}

/// A vSwitch in answers.
pub(in crate::vpc) fn shown(cx: &mut Cx<'_>, it: VSwitch) -> Result<ShownVSwitch> {
    let vpc = vpcs::of_id(cx.tx, &it.vpc)?.unwrap_or_default();
    let is_system = it.route_table == vpc.route_table;
    Ok(ShownVSwitch {
        tags: tag_sets::shown(cx, &it.id)?,
        ipv6_cidr_block: ipv6_block(&vpc.ipv6, it.ipv6),
        available_ip_address_count: addresses::available(&it),
        status: lists::pending(cx.now, &it),
        creation_time: format::iso(it.made),
        resource_group_id: groups_of_resources::shown(&it.account, &vpc.resource_group),
        network_acl_id: acl(cx.now, &it),
        owner_id: lists::number(&it.account),
        share_type: "",
        enabled_ipv6: it.ipv6 >= 0,
        route_table: ShownTable {
            route_table_id: it.route_table,
            route_table_type: if is_system { "System" } else { "Custom" },
        },
        vswitch_id: it.id,
        vpc_id: it.vpc,
        zone_id: it.zone,
        cidr_block: it.cidr,
        is_default: it.is_default,
        vswitch_name: it.name,
        description: it.description,
    })
}

/// What is said of a vSwitch that is not there (observed: clients take it for one that is gone).
pub(in crate::vpc) fn nothing() -> ShownVSwitch {
    ShownVSwitch {
        vswitch_id: String::new(),
        vpc_id: String::new(),
        zone_id: String::new(),
        cidr_block: String::new(),
        ipv6_cidr_block: String::new(),
        available_ip_address_count: 0,
        status: "",
        is_default: false,
        vswitch_name: String::new(),
        description: String::new(),
        creation_time: String::new(),
        resource_group_id: String::new(),
        network_acl_id: String::new(),
        owner_id: 0,
        share_type: "",
        enabled_ipv6: false,
        route_table: ShownTable::default(),
        tags: Listed("Tag", Vec::new()),
    }
}
