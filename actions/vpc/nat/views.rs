//! NAT gateways in answers.

use serde::Serialize;

use crate::vpc::{
    eips::bindings,
    groups_of_resources,
    lists::Listed,
    nat::life,
    tables::{eips, nats::Nat, tags, vpcs},
};
use crate::{Cx, Result, shared::format};

/// How fast a gateway is at most, in Mbit/s, and how many sessions it has (modelled).
pub(in crate::vpc) const MAX_BANDWIDTH: i64 = 5120;
const MAX_SESSIONS: i64 = 2_000_000;
const MAX_NEW_SESSIONS: i64 = 100_000;

/// A gateway in a list.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
#[expect(clippy::struct_excessive_bools, reason = "the vendor's answer has them")]
pub(in crate::vpc) struct ShownNat {
    nat_gateway_id: String,
    vpc_id: String,
    region_id: String,
    name: String,
    description: String,
    nat_type: &'static str,
    network_type: String,
    spec: &'static str,
    internet_charge_type: &'static str,
    instance_charge_type: &'static str,
    status: &'static str,
    business_status: &'static str,
    creation_time: String,
    expired_time: &'static str,
    auto_pay: bool,
    deletion_protection: bool,
    ecs_metric_enabled: bool,
    icmp_reply_enabled: bool,
    private_link_enabled: bool,
    private_link_mode: &'static str,
    security_protection_enabled: bool,
    resource_group_id: String,
    eip_bind_mode: String,
    enable_session_log: String,
    snat_table_ids: Listed<String>,
    forward_table_ids: Listed<String>,
    full_nat_table_ids: Listed<String>,
    ip_lists: Listed<ShownIp>,
    nat_gateway_private_info: PrivateInfo,
    access_mode: ShownAccess,
    tags: Listed<ShownTag>,
}

/// An address of a gateway.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct ShownIp {
    allocation_id: String,
    ip_address: String,
    private_ip_address: String,
    using_status: &'static str,
    snat_entry_enabled: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct PrivateInfo {
    vswitch_id: String,
    eni_instance_id: String,
    private_ip_address: String,
    iz_no: String,
    max_bandwidth: i64,
    max_session_quota: i64,
    max_session_establish_rate: i64,
    eni_type: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::vpc) struct ShownAccess {
    mode_value: String,
    tunnel_type: String,
}

/// A tag, which a gateway has under these names (documented).
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct ShownTag {
    tag_key: String,
    tag_value: String,
}

/// How the entries of a gateway use an address (documented).
pub(in crate::vpc) const fn using((in_snat, in_forward): (bool, bool)) -> &'static str {
    match (in_snat, in_forward) {
        (true, true) => "UsedByForwardSnatTable",
        (true, false) => "UsedBySnatTable",
        (false, true) => "UsedByForwardTable",
        (false, false) => "Idle",
    }
}

/// How a gateway gives access.
pub(in crate::vpc) fn access(it: &Nat) -> ShownAccess {
    ShownAccess { mode_value: it.access_mode.clone(), tunnel_type: it.access_tunnel.clone() }
}

/// The resource group of a gateway: the one of its VPC.
pub(in crate::vpc) fn group(cx: &mut Cx<'_>, it: &Nat) -> Result<String> {
    let vpc = vpcs::of_id(cx.tx, &it.vpc)?.unwrap_or_default();
    Ok(groups_of_resources::shown(&it.account, &vpc.resource_group))
}

/// A gateway in a list.
pub(in crate::vpc) fn shown(cx: &mut Cx<'_>, it: Nat) -> Result<ShownNat> {
    let mut ips = Vec::new();
    for eip in eips::of_owner(cx.tx, &it.id)? {
        let uses = bindings::uses(cx, &eip)?;
        ips.push(ShownIp {
            using_status: using(uses),
            snat_entry_enabled: true,
            allocation_id: eip.id,
            ip_address: eip.address,
            private_ip_address: eip.private_ip,
        });
    }
    let tags = tags::of(cx.tx, &it.id)?.into_iter();
    let tags = tags.map(|it| ShownTag { tag_key: it.key, tag_value: it.value }).collect();
    Ok(ShownNat {
        resource_group_id: group(cx, &it)?,
        access_mode: access(&it),
        status: life::status(cx.now, &it),
        nat_type: "Enhanced",
        spec: "",
        internet_charge_type: "PayByLcu",
        instance_charge_type: "PostPaid",
        business_status: "Normal",
        creation_time: format::iso(it.made),
        expired_time: "",
        auto_pay: false,
        ecs_metric_enabled: true,
        private_link_mode: "",
        security_protection_enabled: false,
        enable_session_log: it.session_log.to_string(),
        ip_lists: Listed("IpList", ips),
        tags: Listed("Tag", tags),
        snat_table_ids: Listed("SnatTableId", vec![it.snat_table]),
        forward_table_ids: Listed("ForwardTableId", vec![it.forward_table]),
        full_nat_table_ids: Listed("FullNatTableId", vec![it.full_table]),
        nat_gateway_private_info: PrivateInfo {
            vswitch_id: it.vswitch,
            eni_instance_id: it.eni,
            private_ip_address: it.private_ip,
            iz_no: it.zone,
            max_bandwidth: MAX_BANDWIDTH,
            max_session_quota: MAX_SESSIONS,
            max_session_establish_rate: MAX_NEW_SESSIONS,
            eni_type: "indirect",
        },
        nat_gateway_id: it.id,
        vpc_id: it.vpc,
        region_id: it.region,
        name: it.name,
        description: it.description,
        network_type: it.network_type,
        deletion_protection: it.protected,
        icmp_reply_enabled: it.icmp_reply,
        private_link_enabled: it.private_link,
        eip_bind_mode: it.eip_bind_mode,
    })
}
