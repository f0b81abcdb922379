//! `UnassociateVpcCidrBlock` removes a secondary block or the IPv6 block of a VPC.

use crate::vpc::{
    faults::networks::{
        BOTH_BLOCKS, IPV6_BLOCK_IN_USE, NO_BLOCK, NO_IPV6_BLOCK, NO_SECONDARY, NO_VPC_TO_EXTEND,
        SECONDARY_IN_USE, VPC_BUSY_TO_EXTEND,
    },
    lists::{Done, REGION, found},
    networks::changes::{self, Block},
    tables::vpcs,
};
use crate::{Access, Action, Cx, Fault, Params, Result, text};

pub(in crate::vpc) struct UnassociateVpcCidrBlock {
    region: String,
    id: String,
    secondary: Option<String>,
    ipv6_block: Option<String>,
}

impl Action for UnassociateVpcCidrBlock {
    const NAME: &'static str = "UnassociateVpcCidrBlock";
    const DOC: &'static str = "Removes a secondary block or the IPv6 block of a VPC.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = &["acs:vpc:{region}:{account}:vpc/{VpcId}"];
    const FAULTS: &'static [Fault] = &[
        NO_VPC_TO_EXTEND,
        VPC_BUSY_TO_EXTEND,
        NO_BLOCK,
        BOTH_BLOCKS,
        NO_SECONDARY,
        SECONDARY_IN_USE,
        NO_IPV6_BLOCK,
        IPV6_BLOCK_IN_USE,
    ];
    type Response = Done;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            region: p.required(REGION)?,
            id: p.required(text("VpcId").doc("The VPC."))?,
            secondary: p.optional(text("SecondaryCidrBlock").doc("The secondary block."))?,
            ipv6_block: p.optional(text("IPv6CidrBlock").doc("The IPv6 block."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Done> {
        let mut it = found(cx, vpcs::of_id, (&self.id, Some(&self.region)), NO_VPC_TO_EXTEND)?;
        let block = Block { secondary: self.secondary, ipv6: self.ipv6_block, version: None };
        changes::remove_block(cx, &mut it, block)?;
        Ok(Done {})
    }
}
