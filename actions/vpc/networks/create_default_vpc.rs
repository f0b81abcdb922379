//! `CreateDefaultVpc` creates the default VPC of a region.

use serde::Serialize;

use crate::vpc::{
    faults::{
        NO_GROUP, NO_REGION_OF_VPC,
        networks::{BAD_IPV6_BLOCK, HAS_DEFAULT_VPC, MANY_VPCS},
    },
    lists::{CLIENT_TOKEN, OWN_REGION},
    networks::{default_networks, life::NewVpc},
    places::known_places,
};
use crate::{Access, Action, Cx, Fault, Params, Result, core::client_tokens::Repeats, flag, text};

pub(in crate::vpc) struct CreateDefaultVpc {
    region: String,
    ipv6: bool,
    ipv6_block: Option<String>,
    resource_group: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::vpc) struct Response {
    vpc_id: String,
    #[serde(rename = "VRouterId")]
    router: String,
    route_table_id: String,
}

impl Action for CreateDefaultVpc {
    const NAME: &'static str = "CreateDefaultVpc";
    const DOC: &'static str = "Creates the default VPC of a region.";
    const ACCESS: Access = Access::Create;
    const RESOURCES: &'static [&'static str] = &["acs:vpc:{region}:{account}:vpc/*"];
    const REPEATS: Option<Repeats> = Some(Repeats::USUAL);
    const FAULTS: &'static [Fault] =
        &[NO_REGION_OF_VPC, HAS_DEFAULT_VPC, NO_GROUP, MANY_VPCS, BAD_IPV6_BLOCK];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(CLIENT_TOKEN)?;
        Ok(Self {
            region: p.required(OWN_REGION)?,
            ipv6: p.default(flag("EnableIpv6").doc("Whether it has IPv6."), false)?,
            ipv6_block: p
                .optional(text("Ipv6CidrBlock").doc("The IPv6 block; a new one unless given."))?,
            resource_group: p.optional(text("ResourceGroupId").doc("The resource group."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        known_places::check_region(&self.region, NO_REGION_OF_VPC)?;
        let new = NewVpc {
            region: self.region,
            ipv6: self.ipv6,
            ipv6_block: self.ipv6_block,
            resource_group: self.resource_group,
            ..NewVpc::default()
        };
        let it = default_networks::create_vpc(cx, new)?;
        Ok(Response { vpc_id: it.id, router: it.router, route_table_id: it.route_table })
    }
}
