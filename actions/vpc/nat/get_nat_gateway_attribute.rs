//! `GetNatGatewayAttribute` describes a NAT gateway.

use serde::Serialize;

use crate::vpc::{
    eips::bindings,
    faults::{NO_REGION, nat::NO_NAT},
    lists::OWN_REGION,
    nat::{
        life,
        views::{self, ShownAccess},
    },
    places::known_places,
    tables::{eips, forwards, snats},
};
use crate::{Access, Action, Cx, Fault, Params, Result, shared::format, text};

pub(in crate::vpc) struct GetNatGatewayAttribute {
    region: String,
    id: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::vpc) struct Response {
    nat_gateway_id: String,
    vpc_id: String,
    region_id: String,
    name: String,
    description: String,
    nat_type: &'static str,
    network_type: String,
    status: &'static str,
    business_status: &'static str,
    creation_time: String,
    expired_time: &'static str,
    ecs_metric_enabled: bool,
    enable_session_log: bool,
    private_link_enabled: bool,
    private_link_mode: &'static str,
    resource_group_id: String,
    access_mode: ShownAccess,
    billing_config: Billing,
    deletion_protection_info: Protection,
    ip_list: Vec<ShownIp>,
    snat_table: SnatTable,
    forward_table: ForwardTable,
    full_nat_table: FullTable,
    private_info: PrivateInfo,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Billing {
    auto_pay: &'static str,
    instance_charge_type: &'static str,
    internet_charge_type: &'static str,
    spec: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Protection {
    enabled: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct ShownIp {
    allocation_id: String,
    ip_address: String,
    using_status: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct SnatTable {
    snat_table_id: String,
    snat_entry_count: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct ForwardTable {
    forward_table_id: String,
    forward_entry_count: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct FullTable {
    full_nat_table_id: String,
    full_nat_entry_count: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct PrivateInfo {
    vswitch_id: String,
    eni_instance_id: String,
    private_ip_address: String,
    iz_no: String,
    max_bandwidth: i64,
}

impl Action for GetNatGatewayAttribute {
    const NAME: &'static str = "GetNatGatewayAttribute";
    const DOC: &'static str = "Describes a NAT gateway.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] =
        &["acs:vpc:{region}:{account}:natgateway/{NatGatewayId}"];
    const FAULTS: &'static [Fault] = &[NO_REGION, NO_NAT];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            region: p.required(OWN_REGION)?,
            id: p.required(text("NatGatewayId").doc("The NAT gateway."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        known_places::check_region(&self.region, NO_REGION)?;
        let it = life::named(cx, &self.id, &self.region)?;
        let mut ip_list = Vec::new();
        for eip in eips::of_owner(cx.tx, &it.id)? {
            let using_status = views::using(bindings::uses(cx, &eip)?);
            ip_list.push(ShownIp { allocation_id: eip.id, ip_address: eip.address, using_status });
        }
        let snat_entry_count = snats::of_nat(cx.tx, &it.id)?.len();
        let forward_entry_count = forwards::of_nat(cx.tx, &it.id)?.len();
        Ok(Response {
            resource_group_id: views::group(cx, &it)?,
            access_mode: views::access(&it),
            status: life::status(cx.now, &it),
            nat_type: "Enhanced",
            business_status: "Normal",
            creation_time: format::iso(it.made),
            expired_time: "",
            ecs_metric_enabled: true,
            enable_session_log: it.session_log,
            private_link_enabled: it.private_link,
            private_link_mode: "",
            ip_list,
            billing_config: Billing {
                auto_pay: "false",
                instance_charge_type: "PostPaid",
                internet_charge_type: "PayByLcu",
                spec: "",
            },
            deletion_protection_info: Protection { enabled: it.protected },
            snat_table: SnatTable { snat_table_id: it.snat_table, snat_entry_count },
            forward_table: ForwardTable { forward_table_id: it.forward_table, forward_entry_count },
            full_nat_table: FullTable { full_nat_table_id: it.full_table, full_nat_entry_count: 0 },
            private_info: PrivateInfo {
                vswitch_id: it.vswitch,
                eni_instance_id: it.eni,
                private_ip_address: it.private_ip,
                iz_no: it.zone,
                max_bandwidth: views::MAX_BANDWIDTH,
            },
            nat_gateway_id: it.id,
            vpc_id: it.vpc,
            region_id: it.region,
            name: it.name,
            description: it.description,
            network_type: it.network_type,
        })
    }
}
