//! `DescribeRouteTables` lists route tables with their entries, the newest first.

use crate::vpc::{
    faults::routes::NO_ROUTER_TO_LIST,
    groups_of_resources,
    lists::{Paged, REGION, find, is, is_in_any_case, is_named, page},
    routes::views::{self, TableWithEntries},
    tables::{route_tables, vpcs},
};
use crate::{Access, Action, Cx, Fault, Params, Result, request::page::Page, text};

pub(in crate::vpc) struct DescribeRouteTables {
    region: Option<String>,
    id: Option<String>,
    name: Option<String>,
    vrouter: Option<String>,
    router: Option<String>,
    router_type: Option<String>,
    resource_group: Option<String>,
    page: Page,
}

/// The region of the table or the router that a call names, which needs none then.
fn region_of(
    cx: &mut Cx<'_>,
    (table, router): (Option<&String>, Option<&String>),
) -> Result<String> {
    if let Some(id) = table
        && let Some(it) = find(cx, route_tables::of_id, id, None)?
    {
        return Ok(it.region);
    }
    if let Some(id) = router
        && let Some(it) = find(cx, vpcs::of_router, id, None)?
    {
        return Ok(it.region);
    }
    Ok(cx.region.to_owned())
}

impl Action for DescribeRouteTables {
    const NAME: &'static str = "DescribeRouteTables";
    const DOC: &'static str = "Lists route tables with their entries.";
    const ACCESS: Access = Access::List;
    const RAM: &'static str = "vpc:DescribeRouteTables";
    const RESOURCES: &'static [&'static str] = &["acs:vpc:{region}:{account}:routetable/*"];
    const FAULTS: &'static [Fault] = &[NO_ROUTER_TO_LIST];
    type Response = Paged<TableWithEntries>;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(text("Type").doc("Has no effect."))?;
        Ok(Self {
            region: p.optional(REGION)?,
            id: p.optional(text("RouteTableId").doc("Only this one."))?,
            name: p.optional(text("RouteTableName").doc("Only those of this name."))?,
            vrouter: p.optional(text("VRouterId").doc("Only those of this router."))?,
            router: p.optional(text("RouterId").doc("Only those of this router."))?,
            router_type: p
                .optional(text("RouterType").doc("Only those of routers of this type: VRouter."))?,
            resource_group: p.optional(
                text("ResourceGroupId").doc("Only those whose VPC is of this resource group."),
            )?,
            page: page(p, 50)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Paged<TableWithEntries>> {
        let router = self.vrouter.as_ref().or(self.router.as_ref());
        let region = match self.region {
            Some(region) => region,
            None => region_of(cx, (self.id.as_ref(), router))?,
        };
        let account = cx.account().to_owned();
        let mut of_vpcs = vpcs::all(cx.tx, &account, &region)?;
        of_vpcs.retain(|it| {
            is(self.vrouter.as_ref(), &it.router)
                && is(self.router.as_ref(), &it.router)
                && is(
                    self.resource_group.as_ref(),
                    &groups_of_resources::shown(&account, &it.resource_group),
                )
        });
        if self.vrouter.is_some() && of_vpcs.is_empty() {
            return Err(NO_ROUTER_TO_LIST.into());
        }
        let mut all = route_tables::all(cx.tx, &account, &region)?;
        all.retain(|it| {
            of_vpcs.iter().any(|vpc| vpc.id == it.vpc)
                && is_in_any_case(self.router_type.as_ref(), "VRouter")
                && is(self.id.as_ref(), &it.id)
                && is_named(self.name.as_ref(), &it.name)
        });
        Paged::of(cx, ("RouteTables", "RouteTable"), (all, self.page), views::with_entries)
    }
}
