//! `DescribeRouteTableList` lists route tables, the newest first.

use crate::vpc::{
    groups_of_resources,
    lists::{Paged, REGION, is, is_in_any_case, is_named, page},
    routes::views::{self, ShownTable},
    tables::{route_tables, vpcs},
    tags::tag_sets::{self, SetTag, TAGS},
};
use crate::{Access, Action, Cx, Params, Result, TagReader, request::page::Page, text};

pub(in crate::vpc) struct DescribeRouteTableList {
    region: String,
    vpc: Option<String>,
    router: Option<String>,
    router_type: Option<String>,
    id: Option<String>,
    name: Option<String>,
    kind: Option<String>,
    resource_group: Option<String>,
    tags: Vec<SetTag>,
    page: Page,
}

impl Action for DescribeRouteTableList {
    const NAME: &'static str = "DescribeRouteTableList";
    const DOC: &'static str = "Lists route tables.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = &["acs:vpc:{region}:{account}:routetable/*"];
    const TAGS: Option<TagReader> = Some(TAGS);
    type Response = Paged<ShownTable>;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            region: p.required(REGION)?,
            vpc: p.optional(text("VpcId").doc("Only those of this VPC."))?,
            router: p.optional(text("RouterId").doc("Only those of this router."))?,
            router_type: p
                .optional(text("RouterType").doc("Only those of routers of this type: VRouter."))?,
            id: p.optional(text("RouteTableId").doc("Only this one."))?,
            name: p.optional(text("RouteTableName").doc("Only those of this name."))?,
            kind: p.optional(
                text("RouteTableType").doc("Only those of this type: System or Custom."),
            )?,
            resource_group: p.optional(
                text("ResourceGroupId").doc("Only those whose VPC is of this resource group."),
            )?,
            tags: TAGS(p)?,
            page: page(p, 50)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Paged<ShownTable>> {
        let tagged = tag_sets::wanted(cx, (&self.region, views::TAGGED), &self.tags)?;
        let account = cx.account().to_owned();
        let mut of_vpcs = vpcs::all(cx.tx, &account, &self.region)?;
        of_vpcs.retain(|it| {
            is(self.vpc.as_ref(), &it.id)
                && is(self.router.as_ref(), &it.router)
                && is(
                    self.resource_group.as_ref(),
                    &groups_of_resources::shown(&account, &it.resource_group),
                )
        });
        let mut all = route_tables::all(cx.tx, &account, &self.region)?;
        all.retain(|it| {
            of_vpcs.iter().any(|vpc| vpc.id == it.vpc)
                && is_in_any_case(self.router_type.as_ref(), "VRouter")
                && is(self.id.as_ref(), &it.id)
                && is_named(self.name.as_ref(), &it.name)
                && is_in_any_case(self.kind.as_ref(), views::kind(it.is_system))
                && tagged.as_ref().is_none_or(|all| all.contains(&it.id))
        });
        let names = ("RouterTableList", "RouterTableListType");
        Paged::of(cx, names, (all, self.page), views::table)
    }
}
