//! `CreateIpv6Gateway` creates the IPv6 gateway of a VPC.

use serde::Serialize;

use crate::vpc::{
    faults::{
        DRY_RUN, NO_REGION_OF_IPV6, TAG_TWICE,
        acls::{
            BAD_GATEWAY_DESCRIPTION, BAD_GATEWAY_GROUP, BAD_GATEWAY_NAME, NO_VPC_FOR_GATEWAY,
            ONE_GATEWAY, VPC_WITHOUT_IPV6_FOR_GATEWAY,
        },
    },
    groups_of_resources,
    ipv6::gateways,
    lists::{CHECK_ONLY, CLIENT_TOKEN, OWN_REGION, check_texts, found, passed, settings},
    places::known_places,
    tables::{
        ipv6_gateways::{self, Ipv6Gateway},
        vpcs,
    },
    tags::tag_sets::{self, SetTag, TAGS},
};
use crate::{
    Access, Action, Cx, Fault, Params, Result, TagReader, core::client_tokens::Repeats,
    shared::zones, text,
};

pub(in crate::vpc) struct CreateIpv6Gateway {
    region: String,
    vpc: String,
    name: Option<String>,
    description: Option<String>,
    resource_group: Option<String>,
    tags: Vec<SetTag>,
    check_only: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::vpc) struct Response {
    ipv6_gateway_id: String,
    resource_group_id: String,
}

impl Action for CreateIpv6Gateway {
    const NAME: &'static str = "CreateIpv6Gateway";
    const DOC: &'static str = "Creates the IPv6 gateway of a VPC.";
    const ACCESS: Access = Access::Create;
    const RESOURCES: &'static [&'static str] =
        &["acs:vpc:{region}:{account}:vpc/{VpcId}", "acs:vpc:{region}:{account}:ipv6gateway/*"];
    const TAGS: Option<TagReader> = Some(TAGS);
    const REPEATS: Option<Repeats> = Some(Repeats::USUAL);
    const FAULTS: &'static [Fault] = &[
        NO_REGION_OF_IPV6,
        NO_VPC_FOR_GATEWAY,
        BAD_GATEWAY_NAME,
        BAD_GATEWAY_DESCRIPTION,
        BAD_GATEWAY_GROUP,
        VPC_WITHOUT_IPV6_FOR_GATEWAY,
        ONE_GATEWAY,
        TAG_TWICE,
        DRY_RUN,
    ];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(CLIENT_TOKEN)?;
        Ok(Self {
            region: p.required(OWN_REGION)?,
            vpc: p.required(text("VpcId").doc("The VPC."))?,
            name: p.optional(text("Name").doc("The name."))?,
            description: p.optional(text("Description").doc("The description."))?,
            resource_group: p.optional(text("ResourceGroupId").doc("The resource group."))?,
            tags: TAGS(p)?,
            check_only: p.default(CHECK_ONLY, false)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        known_places::check_region(&self.region, NO_REGION_OF_IPV6)?;
        let vpc = found(cx, vpcs::of_id, (&self.vpc, Some(&self.region)), NO_VPC_FOR_GATEWAY)?;
        check_texts(
            (self.name.as_ref(), BAD_GATEWAY_NAME),
            (self.description.as_ref(), BAD_GATEWAY_DESCRIPTION),
        )?;
        let tags = tag_sets::of_new(&self.tags)?;
        let group = self.resource_group.as_ref();
        let resource_group = groups_of_resources::stored(cx, group, BAD_GATEWAY_GROUP)?;
        if vpc.ipv6.is_empty() {
            return Err(VPC_WITHOUT_IPV6_FOR_GATEWAY.into());
        }
        if !ipv6_gateways::of_vpc(cx.tx, &vpc.id)?.is_empty() {
            return Err(ONE_GATEWAY.into());
        }
        let mut it = Ipv6Gateway {
            id: zones::id(cx.random, "ipv6gw", &vpc.region, gateways::ID_LENGTH),
            account: vpc.account,
            region: vpc.region,
            vpc: vpc.id,
            name: self.name.unwrap_or_default(),
            description: self.description.unwrap_or_default(),
            resource_group,
            made: cx.now,
            ready: cx.now.saturating_add(settings(cx)?.ipv6_gateway_ms),
            ..Ipv6Gateway::default()
        };
        ipv6_gateways::put(cx.tx, &mut it)?;
        tag_sets::put_all(cx, (&it.region, gateways::TAGGED), &it.id, &tags)?;
        let response = Response {
            resource_group_id: groups_of_resources::shown(&it.account, &it.resource_group),
            ipv6_gateway_id: it.id,
        };
        passed(self.check_only, response)
    }
}
