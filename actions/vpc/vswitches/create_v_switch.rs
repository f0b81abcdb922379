//! `CreateVSwitch` creates a vSwitch in a VPC.

use serde::Serialize;

use crate::vpc::{
    faults::{
        NO_ZONE, TAG_TWICE,
        networks::{
            BAD_IPV6, BAD_VSWITCH_BLOCK, BAD_VSWITCH_DESCRIPTION, BAD_VSWITCH_NAME, MANY_VSWITCHES,
            NO_VPC, NOT_IN_VPC, OTHER_CREATING, OVERLAPPED, ROUTE_CONFLICT, SAME_IPV6, VPC_BUSY,
            VPC_WITHOUT_IPV6, VSWITCH_MASK,
        },
    },
    lists::{CLIENT_TOKEN, REGION, found},
    tables::vpcs,
    tags::tag_sets::{SetTag, TAGS},
    vswitches::life::{self, NewVSwitch},
};
use crate::{
    Access, Action, Cx, Fault, Params, Result, TagReader, core::client_tokens::Repeats, int, text,
};

pub(in crate::vpc) struct CreateVSwitch {
    region: Option<String>,
    vpc: String,
    zone: String,
    cidr: String,
    name: Option<String>,
    description: Option<String>,
    ipv6: Option<i64>,
    tags: Vec<SetTag>,
}

#[derive(Serialize)]
pub(in crate::vpc) struct Response {
    #[serde(rename = "VSwitchId")]
    vswitch_id: String,
}

impl Action for CreateVSwitch {
    const NAME: &'static str = "CreateVSwitch";
    const DOC: &'static str = "Creates a vSwitch in a VPC.";
    const ACCESS: Access = Access::Create;
    const RAM: &'static str = "vpc:CreateVSwitch";
    const RESOURCES: &'static [&'static str] =
        &["acs:vpc:{region}:{account}:vpc/{VpcId}", "acs:vpc:{region}:{account}:vswitch/*"];
    const TAGS: Option<TagReader> = Some(TAGS);
    const REPEATS: Option<Repeats> = Some(Repeats::USUAL);
    const FAULTS: &'static [Fault] = &[
        NO_VPC,
        BAD_VSWITCH_NAME,
        BAD_VSWITCH_DESCRIPTION,
        NO_ZONE,
        VPC_BUSY,
        BAD_VSWITCH_BLOCK,
        VSWITCH_MASK,
        NOT_IN_VPC,
        OVERLAPPED,
        ROUTE_CONFLICT,
        MANY_VSWITCHES,
        OTHER_CREATING,
        VPC_WITHOUT_IPV6,
        SAME_IPV6,
        BAD_IPV6,
        TAG_TWICE,
    ];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(CLIENT_TOKEN)?;
        p.optional(int("CidrMask").doc("Has no effect."))?;
        p.optional(int("Ipv6CidrMask").doc("Has no effect."))?;
        p.optional(text("VpcIpv6CidrBlock").doc("Has no effect."))?;
        Ok(Self {
            region: p.optional(REGION)?,
            vpc: p.required(text("VpcId").doc("The VPC."))?,
            zone: p.required(text("ZoneId").doc("The zone."))?,
            cidr: p.required(text("CidrBlock").doc("The block, in one of the VPC."))?,
            name: p.optional(text("VSwitchName").doc("The name."))?,
            description: p.optional(text("Description").doc("The description."))?,
            ipv6: p.optional(int("Ipv6CidrBlock").doc("The last eight bits of the IPv6 block."))?,
            tags: TAGS(p)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let vpc = found(cx, vpcs::of_id, (&self.vpc, self.region.as_ref()), NO_VPC)?;
        let new = NewVSwitch {
            id: None,
            zone: self.zone,
            cidr: self.cidr,
            name: self.name,
            description: self.description,
            ipv6: self.ipv6,
            is_default: false,
            tags: self.tags,
        };
        let it = life::create(cx, &vpc, &new)?;
        Ok(Response { vswitch_id: it.id })
    }
}
