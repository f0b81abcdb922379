//! VPCs in answers.

use serde::Serialize;

use crate::vpc::{
    groups_of_resources,
    lists::{self, Listed},
    tables::{acls, ipv6_gateways, nats, route_tables, switches, vpcs::Vpc},
    tags::tag_sets::{self, ShownTag},
};
use crate::{Cx, Result, shared::format};

/// What answers say of a VPC: those of one VPC, and those of many.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::vpc) struct ShownVpc {
    vpc_id: String,
    vpc_name: String,
    description: String,
    region_id: String,
    status: &'static str,
    cidr_block: String,
    ipv6_cidr_block: String,
    is_default: bool,
    #[serde(rename = "VRouterId")]
    router: String,
    resource_group_id: String,
    creation_time: String,
    owner_id: i64,
    dhcp_options_set_id: &'static str,
    dhcp_options_set_status: &'static str,
    enabled_ipv6: bool,
    dns_hostname_status: &'static str,
    #[serde(rename = "VSwitchIds")]
    vswitch_ids: Listed<String>,
    user_cidrs: Listed<String>,
    secondary_cidr_blocks: Listed<String>,
    ipv6_cidr_blocks: Listed<ShownIpv6>,
    tags: Listed<ShownTag>,
    #[serde(flatten)]
    rest: Rest,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Rest {
    OfMany(OfMany),
    OfOne(OfOne),
}

/// What only a list says.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct OfMany {
    cen_status: &'static str,
    /// Not published, and observed.
    network_acl_num: String,
    nat_gateway_ids: Listed<String>,
    router_table_ids: Listed<String>,
}

/// What only the answer about one says.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct OfOne {
    /// Clients depend on it (observed).
    classic_link_enabled: bool,
    support_ipv4_gateway: bool,
    ipv4_gateway_id: &'static str,
    cloud_resources: Listed<CloudResources>,
    associated_cens: Listed<()>,
    associated_propagation_sources: Listed<()>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct ShownIpv6 {
    ipv6_cidr_block: String,
    ipv6_isp: String,
}

/// How many resources of a type are in a VPC.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct CloudResources {
    resource_type: &'static str,
    resource_count: usize,
}

fn parts(list: &str) -> Vec<String> {
    crate::shared::text::comma_list(list).map(str::to_owned).collect()
}

fn shown(cx: &mut Cx<'_>, it: Vpc, vswitches: Vec<String>, rest: Rest) -> Result<ShownVpc> {
    let status = lists::pending(cx.now, &it);
    let ipv6 = if it.ipv6.is_empty() {
        Vec::new()
    } else {
        vec![ShownIpv6 { ipv6_cidr_block: it.ipv6.clone(), ipv6_isp: it.ipv6_isp }]
    };
    Ok(ShownVpc {
        tags: tag_sets::shown(cx, &it.id)?,
        status,
        resource_group_id: groups_of_resources::shown(&it.account, &it.resource_group),
        creation_time: format::iso(it.made),
        owner_id: lists::number(&it.account),
        dhcp_options_set_id: "",
        dhcp_options_set_status: "Available",
        enabled_ipv6: !it.ipv6.is_empty(),
        dns_hostname_status: if it.dns_hostname { "ENABLED" } else { "DISABLED" },
        vswitch_ids: Listed("VSwitchId", vswitches),
        user_cidrs: Listed("UserCidr", parts(&it.user_cidrs)),
        secondary_cidr_blocks: Listed("SecondaryCidrBlock", parts(&it.secondary)),
        ipv6_cidr_blocks: Listed("Ipv6CidrBlock", ipv6),
        vpc_id: it.id,
        vpc_name: it.name,
        description: it.description,
        region_id: it.region,
        cidr_block: it.cidr,
        ipv6_cidr_block: it.ipv6,
        is_default: it.is_default,
        router: it.router,
        rest,
    })
}

/// The ids of the vSwitches of a VPC.
fn vswitches(cx: &mut Cx<'_>, vpc: &str) -> Result<Vec<String>> {
    Ok(switches::of_vpc(cx.tx, vpc)?.into_iter().map(|it| it.id).collect())
}

/// A VPC in a list.
pub(in crate::vpc) fn of_many(cx: &mut Cx<'_>, it: Vpc) -> Result<ShownVpc> {
    let nats = nats::of_vpc(cx.tx, &it.id)?.into_iter().map(|it| it.id).collect();
    let tables = route_tables::of_vpc(cx.tx, &it.id)?.into_iter().map(|it| it.id).collect();
    let rest = OfMany {
        cen_status: "Detached",
        network_acl_num: acls::of_vpc(cx.tx, &it.id)?.len().to_string(),
        nat_gateway_ids: Listed("NatGatewayIds", nats),
        router_table_ids: Listed("RouterTableIds", tables),
    };
    let vswitches = vswitches(cx, &it.id)?;
    shown(cx, it, vswitches, Rest::OfMany(rest))
}

/// A VPC in the answer about one.
pub(in crate::vpc) fn of_one(cx: &mut Cx<'_>, it: Vpc) -> Result<ShownVpc> {
    let vswitches = vswitches(cx, &it.id)?;
    let counts = [
        ("VRouter", 1),
        ("RouteTable", route_tables::of_vpc(cx.tx, &it.id)?.len()),
        ("VSwitch", vswitches.len()),
        ("NatGateway", nats::of_vpc(cx.tx, &it.id)?.len()),
        ("NetworkAcl", acls::of_vpc(cx.tx, &it.id)?.len()),
        ("Ipv6Gateway", ipv6_gateways::of_vpc(cx.tx, &it.id)?.len()),
    ];
    let counted = counts.into_iter().filter(|(_, count)| *count > 0);
    let counted = counted
        .map(|(resource_type, resource_count)| CloudResources { resource_type, resource_count });
    let rest = OfOne {
        classic_link_enabled: false,
        support_ipv4_gateway: true,
        ipv4_gateway_id: "",
        cloud_resources: Listed("CloudResourceSetType", counted.collect()),
        associated_cens: Listed("AssociatedCen", Vec::new()),
        associated_propagation_sources: Listed("AssociatedPropagationSources", Vec::new()),
    };
    shown(cx, it, vswitches, Rest::OfOne(rest))
}
