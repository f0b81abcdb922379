//! `CreateVpc` creates a VPC with its router and its system route table.

use serde::Serialize;

use crate::vpc::{
    faults::{
        BAD_TAG_KEY, BAD_TAG_VALUE, DRY_RUN, MANY_TAGS_IN_CALL, NO_GROUP, NO_REGION_OF_VPC,
        TAG_TWICE,
        networks::{
            BAD_BLOCK, BAD_IPV6_BLOCK, BAD_IPV6_ISP, BAD_MASK, BAD_USER_CIDR, BAD_VPC_DESCRIPTION,
            BAD_VPC_NAME, MANY_USER_CIDRS, MANY_VPCS, USER_CIDR_OF_CLOUD,
        },
    },
    groups_of_resources,
    lists::{CHECK_ONLY, CLIENT_TOKEN, OWN_REGION, passed},
    networks::life::{self, NewVpc},
    places::known_places,
    tags::tag_sets::{SetTag, TAGS},
};
use crate::{
    Access, Action, Cx, Fault, Params, Result, TagReader, core::client_tokens::Repeats, flag, int,
    text,
};

pub(in crate::vpc) struct CreateVpc {
    region: String,
    cidr: Option<String>,
    name: Option<String>,
    description: Option<String>,
    user_cidrs: Option<String>,
    resource_group: Option<String>,
    ipv6: bool,
    ipv6_block: Option<String>,
    ipv6_isp: Option<String>,
    dns_hostname: bool,
    tags: Vec<SetTag>,
    check_only: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::vpc) struct Response {
    vpc_id: String,
    #[serde(rename = "VRouterId")]
    router: String,
    route_table_id: String,
    resource_group_id: String,
}

impl Action for CreateVpc {
    const NAME: &'static str = "CreateVpc";
    const DOC: &'static str = "Creates a VPC with its router and its system route table.";
    const ACCESS: Access = Access::Create;
    const RAM: &'static str = "vpc:CreateVpc";
    const RESOURCES: &'static [&'static str] = &["acs:vpc:{region}:{account}:vpc/*"];
    const TAGS: Option<TagReader> = Some(TAGS);
    const REPEATS: Option<Repeats> = Some(Repeats::USUAL);
    const FAULTS: &'static [Fault] = &[
        NO_REGION_OF_VPC,
        BAD_VPC_NAME,
        BAD_VPC_DESCRIPTION,
        BAD_BLOCK,
        BAD_MASK,
        MANY_USER_CIDRS,
        USER_CIDR_OF_CLOUD,
        BAD_USER_CIDR,
        BAD_IPV6_BLOCK,
        BAD_IPV6_ISP,
        NO_GROUP,
        MANY_VPCS,
        BAD_TAG_KEY,
        BAD_TAG_VALUE,
        TAG_TWICE,
        MANY_TAGS_IN_CALL,
        DRY_RUN,
    ];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(CLIENT_TOKEN)?;
        p.optional(int("Ipv4CidrMask").doc("Has no effect."))?;
        p.optional(text("Ipv4IpamPoolId").doc("Has no effect."))?;
        p.optional(int("Ipv6CidrMask").doc("Has no effect."))?;
        p.optional(text("Ipv6IpamPoolId").doc("Has no effect."))?;
        Ok(Self {
            region: p.required(OWN_REGION)?,
            cidr: p.optional(text("CidrBlock").doc("The block; 172.16.0.0/12 unless given."))?,
            name: p.optional(text("VpcName").doc("The name."))?,
            description: p.optional(text("Description").doc("The description."))?,
            user_cidrs: p.optional(
                text("UserCidr").doc("Blocks that the owner reserves, with commas between them."),
            )?,
            resource_group: p.optional(text("ResourceGroupId").doc("The resource group."))?,
            ipv6: p.default(flag("EnableIpv6").doc("Whether it has IPv6."), false)?,
            ipv6_block: p.optional(
                text("Ipv6CidrBlock").doc("The IPv6 block, of 56 bits; a new one unless given."),
            )?,
            ipv6_isp: p.optional(text("Ipv6Isp").doc(
                "The line of IPv6 addresses: BGP, ChinaMobile, ChinaUnicom or ChinaTelecom.",
            ))?,
            dns_hostname: p.default(
                flag("EnableDnsHostname").doc("Whether instances have host names in DNS."),
                false,
            )?,
            tags: TAGS(p)?,
            check_only: p.default(CHECK_ONLY, false)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        known_places::check_region(&self.region, NO_REGION_OF_VPC)?;
        let new = NewVpc {
            id: None,
            region: self.region,
            cidr: self.cidr,
            name: self.name,
            description: self.description,
            user_cidrs: self.user_cidrs,
            resource_group: self.resource_group,
            ipv6: self.ipv6,
            ipv6_block: self.ipv6_block,
            ipv6_isp: self.ipv6_isp,
            dns_hostname: self.dns_hostname,
            is_default: false,
            tags: self.tags,
        };
        let it = life::create(cx, &new)?;
        let resource_group_id = groups_of_resources::shown(&it.account, &it.resource_group);
        let response = Response {
            vpc_id: it.id,
            router: it.router,
            route_table_id: it.route_table,
            resource_group_id,
        };
        passed(self.check_only, response)
    }
}
