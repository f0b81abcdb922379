//! `AssociateVpcCidrBlock` adds a secondary block or an IPv6 block to a VPC.

use serde::Serialize;

use crate::vpc::{
    faults::networks::{
        BAD_ADDED_IPV6_BLOCK, BAD_IP_VERSION, BAD_IPV6_ISP, BAD_SECONDARY, BOTH_BLOCKS,
        MANY_IPV6_BLOCKS, MANY_SECONDARIES, NO_BLOCK, NO_VPC_TO_EXTEND, SAME_SECONDARY,
        VPC_BUSY_TO_EXTEND,
    },
    lists::{REGION, found, worded},
    networks::changes::{self, Block},
    tables::vpcs,
};
use crate::{Access, Action, Cx, Fault, Params, Result, int, text};

pub(in crate::vpc) struct AssociateVpcCidrBlock {
    region: Option<String>,
    id: String,
    secondary: Option<String>,
    ipv6_block: Option<String>,
    version: Option<String>,
    ipv6_isp: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::vpc) struct Response {
    cidr_block: String,
    ip_version: &'static str,
}

impl Action for AssociateVpcCidrBlock {
    const NAME: &'static str = "AssociateVpcCidrBlock";
    const DOC: &'static str = "Adds a secondary block or an IPv6 block to a VPC.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = &["acs:vpc:{region}:{account}:vpc/{VpcId}"];
    const FAULTS: &'static [Fault] = &[
        NO_VPC_TO_EXTEND,
        VPC_BUSY_TO_EXTEND,
        NO_BLOCK,
        BOTH_BLOCKS,
        BAD_IP_VERSION,
        SAME_SECONDARY,
        BAD_SECONDARY,
        MANY_SECONDARIES,
        MANY_IPV6_BLOCKS,
        BAD_ADDED_IPV6_BLOCK,
        BAD_IPV6_ISP,
    ];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(text("IpamPoolId").doc("Has no effect."))?;
        p.optional(int("Ipv6CidrMask").doc("Has no effect."))?;
        p.optional(int("SecondaryCidrMask").doc("Has no effect."))?;
        Ok(Self {
            region: p.optional(REGION)?,
            id: p.required(text("VpcId").doc("The VPC."))?,
            secondary: p.optional(text("SecondaryCidrBlock").doc("The secondary block."))?,
            ipv6_block: p.optional(text("IPv6CidrBlock").doc("The IPv6 block."))?,
            version: p.optional(text("IpVersion").doc("IPv4, which is the default, or IPv6."))?,
            ipv6_isp: p.optional(text("Ipv6Isp").doc("The line of IPv6 addresses."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let mut it = found(cx, vpcs::of_id, (&self.id, self.region.as_ref()), NO_VPC_TO_EXTEND)?;
        let block =
            Block { secondary: self.secondary, ipv6: self.ipv6_block, version: self.version };
        let (cidr_block, ip_version) =
            changes::add_block(cx, &mut it, block, self.ipv6_isp.as_ref())
                .map_err(|error| worded(error, BAD_ADDED_IPV6_BLOCK))?;
        Ok(Response { cidr_block, ip_version })
    }
}
