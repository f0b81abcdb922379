//! `ModifyVpcAttribute` changes a VPC.

use crate::vpc::{
    faults::networks::{
        BAD_IPV6_BLOCK, BAD_IPV6_ISP, BAD_NEW_BLOCK, BAD_VPC_DESCRIPTION, BAD_VPC_NAME,
        IPV6_AND_BLOCK, IPV6_GATEWAY_LEFT, IPV6_VSWITCH_LEFT, NEW_BLOCK_CONFLICTS, NO_VPC,
        OUTSIDE_NEW_BLOCK, VPC_BUSY,
    },
    lists::{Done, REGION, found},
    networks::changes::{self, Change},
    tables::vpcs,
};
use crate::{Access, Action, Cx, Fault, Params, Result, flag, text};

pub(in crate::vpc) struct ModifyVpcAttribute {
    region: Option<String>,
    id: String,
    name: Option<String>,
    description: Option<String>,
    cidr: Option<String>,
    ipv6: Option<bool>,
    ipv6_block: Option<String>,
    ipv6_isp: Option<String>,
    dns_hostname: Option<bool>,
}

impl Action for ModifyVpcAttribute {
    const NAME: &'static str = "ModifyVpcAttribute";
    const DOC: &'static str = "Changes a VPC.";
    const ACCESS: Access = Access::Update;
    const RAM: &'static str = "vpc:ModifyVpcAttribute";
    const RESOURCES: &'static [&'static str] = &["acs:vpc:{region}:{account}:vpc/{VpcId}"];
    const FAULTS: &'static [Fault] = &[
        NO_VPC,
        VPC_BUSY,
        BAD_VPC_NAME,
        BAD_VPC_DESCRIPTION,
        BAD_NEW_BLOCK,
        OUTSIDE_NEW_BLOCK,
        IPV6_AND_BLOCK,
        NEW_BLOCK_CONFLICTS,
        IPV6_VSWITCH_LEFT,
        IPV6_GATEWAY_LEFT,
        BAD_IPV6_BLOCK,
        BAD_IPV6_ISP,
    ];
    type Response = Done;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            region: p.optional(REGION)?,
            id: p.required(text("VpcId").doc("The VPC."))?,
            name: p.optional(text("VpcName").doc("The name."))?,
            description: p.optional(text("Description").doc("The description."))?,
            cidr: p
                .optional(text("CidrBlock").doc("The block, which has those of all vSwitches."))?,
            ipv6: p.optional(flag("EnableIPv6").doc("Whether it has IPv6."))?,
            ipv6_block: p
                .optional(text("Ipv6CidrBlock").doc("The IPv6 block; a new one unless given."))?,
            ipv6_isp: p.optional(text("Ipv6Isp").doc("The line of IPv6 addresses."))?,
            dns_hostname: p.optional(
                flag("EnableDnsHostname").doc("Whether instances have host names in DNS."),
            )?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Done> {
        let it = found(cx, vpcs::of_id, (&self.id, self.region.as_ref()), NO_VPC)?;
        let change = Change {
            name: self.name,
            description: self.description,
            cidr: self.cidr,
            ipv6: self.ipv6,
            ipv6_block: self.ipv6_block,
            ipv6_isp: self.ipv6_isp,
            dns_hostname: self.dns_hostname,
        };
        changes::change(cx, it, change)?;
        Ok(Done {})
    }
}
