//! `CreateNatGateway` creates a NAT gateway in a VPC.

use serde::Serialize;

use crate::vpc::{
    faults::{
        NO_REGION, TAG_TWICE,
        nat::{
            BAD_ACCESS_MODE, BAD_NAT_DESCRIPTION, BAD_NAT_NAME, BAD_NAT_TYPE, MANY_NATS,
            NO_IP_FOR_NAT, NO_VPC_FOR_NAT, NO_VSWITCH_FOR_NAT, PAID_BY_SPEC, VPC_PENDING,
            VSWITCH_NOT_READY, VSWITCH_OF_OTHER_VPC,
        },
    },
    lists::{CLIENT_TOKEN, Listed, OWN_REGION},
    nat::life::{self, NewNat},
    places::known_places,
    tags::tag_sets::{SetTag, TAGS},
};
use crate::{
    Access, Action, Cx, Fault, Params, Result, TagReader, core::client_tokens::Repeats, flag, text,
};

pub(in crate::vpc) struct CreateNatGateway {
    region: String,
    vpc: String,
    vswitch: Option<String>,
    nat_type: String,
    network_type: String,
    internet_charge: String,
    charge: String,
    name: Option<String>,
    description: Option<String>,
    eip_bind_mode: String,
    icmp_reply: bool,
    private_link: bool,
    access: (Option<String>, Option<String>),
    tags: Vec<SetTag>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::vpc) struct Response {
    nat_gateway_id: String,
    snat_table_ids: Listed<String>,
    forward_table_ids: Listed<String>,
    full_nat_table_ids: Listed<String>,
}

/// How it gives access, as a JSON object.
fn access(p: &mut Params<'_>) -> Result<(Option<String>, Option<String>)> {
    p.object("AccessMode", |p| {
        let mode = text("AccessMode.ModeValue").doc("How it gives access: route or tunnel.");
        let tunnel = text("AccessMode.TunnelType").doc("The type of a tunnel: geneve.");
        Ok((p.optional(mode)?, p.optional(tunnel)?))
    })
}

impl Action for CreateNatGateway {
    const NAME: &'static str = "CreateNatGateway";
    const DOC: &'static str = "Creates a NAT gateway in a VPC.";
    const ACCESS: Access = Access::Create;
    const RAM: &'static str = "vpc:CreateNatGateway";
    const RESOURCES: &'static [&'static str] =
        &["acs:vpc:{region}:{account}:vpc/{VpcId}", "acs:vpc:{region}:{account}:natgateway/*"];
    const TAGS: Option<TagReader> = Some(TAGS);
    const REPEATS: Option<Repeats> = Some(Repeats::USUAL);
    const FAULTS: &'static [Fault] = &[
        NO_REGION,
        NO_VPC_FOR_NAT,
        BAD_NAT_NAME,
        BAD_NAT_DESCRIPTION,
        BAD_NAT_TYPE,
        PAID_BY_SPEC,
        BAD_ACCESS_MODE,
        VPC_PENDING,
        NO_VSWITCH_FOR_NAT,
        VSWITCH_OF_OTHER_VPC,
        VSWITCH_NOT_READY,
        MANY_NATS,
        NO_IP_FOR_NAT,
        TAG_TWICE,
    ];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(CLIENT_TOKEN)?;
        p.optional(flag("AutoPay").doc("Has no effect."))?;
        p.optional(text("AvailabilityMode").doc("Has no effect."))?;
        p.optional(text("Duration").doc("Has no effect."))?;
        p.optional(text("Ipv4Prefix").doc("Has no effect."))?;
        p.optional(text("NatIp").doc("Has no effect."))?;
        p.optional(text("PricingCycle").doc("Has no effect."))?;
        p.optional(flag("SecurityProtectionEnabled").doc("Has no effect."))?;
        p.optional(text("Spec").doc("Has no effect."))?;
        Ok(Self {
            region: p.required(OWN_REGION)?,
            vpc: p.required(text("VpcId").doc("The VPC."))?,
            vswitch: p
                .optional(text("VSwitchId").doc("The vSwitch that it takes an address of."))?,
            nat_type: p.default(text("NatType").doc("The type: Enhanced."), "Enhanced")?,
            network_type: p.default(
                text("NetworkType")
                    .doc("What it leads to: internet, which is the default, or intranet."),
                "internet",
            )?,
            internet_charge: p.default(
                text("InternetChargeType").doc("How traffic is paid: PayByLcu."),
                "PayByLcu",
            )?,
            charge: p
                .default(text("InstanceChargeType").doc("How it is paid: PostPaid."), "PostPaid")?,
            name: p.optional(text("Name").doc("The name."))?,
            description: p.optional(text("Description").doc("The description."))?,
            eip_bind_mode: p.default(
                text("EipBindMode")
                    .doc("How addresses are bound: MULTI_BINDED, which is the default, or NAT."),
                "MULTI_BINDED",
            )?,
            icmp_reply: p
                .default(flag("IcmpReplyEnabled").doc("Whether it answers to ICMP."), true)?,
            private_link: p
                .default(flag("PrivateLinkEnabled").doc("Whether it has PrivateLink."), false)?,
            access: access(p)?,
            tags: TAGS(p)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        known_places::check_region(&self.region, NO_REGION)?;
        let new = NewNat {
            id: None,
            region: self.region,
            vpc: self.vpc,
            vswitch: self.vswitch,
            name: self.name,
            description: self.description,
            nat_type: self.nat_type,
            network_type: self.network_type,
            internet_charge: self.internet_charge,
            charge: self.charge,
            eip_bind_mode: self.eip_bind_mode,
            icmp_reply: self.icmp_reply,
            private_link: self.private_link,
            access_mode: self.access.0,
            access_tunnel: self.access.1,
            tags: self.tags,
        };
        let it = life::create(cx, new)?;
        Ok(Response {
            nat_gateway_id: it.id,
            snat_table_ids: Listed("SnatTableId", vec![it.snat_table]),
            forward_table_ids: Listed("ForwardTableId", vec![it.forward_table]),
            full_nat_table_ids: Listed("FullNatTableId", vec![it.full_table]),
        })
    }
}
