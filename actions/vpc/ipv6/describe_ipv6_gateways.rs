//! `DescribeIpv6Gateways` lists IPv6 gateways, the newest first.

use crate::vpc::{
    groups_of_resources,
    ipv6::gateways::{self, ShownGateway},
    lists::{Paged, REGION, is, is_named, page},
    tables::ipv6_gateways,
    tags::tag_sets::{self, SetTag, TAGS_OF_FILTER},
};
use crate::{Access, Action, Cx, Params, Result, TagReader, request::page::Page, text};

pub(in crate::vpc) struct DescribeIpv6Gateways {
    region: String,
    id: Option<String>,
    name: Option<String>,
    vpc: Option<String>,
    resource_group: Option<String>,
    tags: Vec<SetTag>,
    page: Page,
}

impl Action for DescribeIpv6Gateways {
    const NAME: &'static str = "DescribeIpv6Gateways";
    const DOC: &'static str = "Lists IPv6 gateways.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = &["acs:vpc:{region}:{account}:ipv6gateway/*"];
    const TAGS: Option<TagReader> = Some(TAGS_OF_FILTER);
    type Response = Paged<ShownGateway>;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            region: p.required(REGION)?,
            id: p.optional(text("Ipv6GatewayId").doc("Only this one."))?,
            name: p.optional(text("Name").doc("Only those of this name."))?,
            vpc: p.optional(text("VpcId").doc("Only the one of this VPC."))?,
            resource_group: p
                .optional(text("ResourceGroupId").doc("Only those of this resource group."))?,
            tags: TAGS_OF_FILTER(p)?,
            page: page(p, 100)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Paged<ShownGateway>> {
        let tagged = tag_sets::wanted(cx, (&self.region, gateways::TAGGED), &self.tags)?;
        let account = cx.account().to_owned();
        let mut all = ipv6_gateways::all(cx.tx, &account, &self.region)?;
        all.retain(|it| {
            let group = groups_of_resources::shown(&account, &it.resource_group);
            is(self.id.as_ref(), &it.id)
                && is_named(self.name.as_ref(), &it.name)
                && is(self.vpc.as_ref(), &it.vpc)
                && is(self.resource_group.as_ref(), &group)
                && tagged.as_ref().is_none_or(|all| all.contains(&it.id))
        });
        let names = ("Ipv6Gateways", "Ipv6Gateway");
        Paged::of(cx, names, (all, self.page), |cx, it| gateways::shown(cx, it, false))
    }
}
