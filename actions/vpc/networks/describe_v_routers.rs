//! `DescribeVRouters` lists the routers of VPCs.

use serde::Serialize;

use crate::vpc::{
    lists::{Listed, Paged, REGION, is, page},
    tables::{
        route_tables,
        vpcs::{self, Vpc},
    },
};
use crate::{Access, Action, Cx, Params, Result, request::page::Page, shared::format, text};

pub(in crate::vpc) struct DescribeVRouters {
    region: String,
    id: Option<String>,
    page: Page,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::vpc) struct Shown {
    #[serde(rename = "VRouterId")]
    router: String,
    #[serde(rename = "VRouterName")]
    name: String,
    description: String,
    vpc_id: String,
    region_id: String,
    creation_time: String,
    route_table_ids: Listed<String>,
}

fn shown(cx: &mut Cx<'_>, it: Vpc) -> Result<Shown> {
    let tables = route_tables::of_vpc(cx.tx, &it.id)?.into_iter().map(|it| it.id).collect();
    Ok(Shown {
        router: it.router,
        name: it.router_name,
        description: it.router_description,
        vpc_id: it.id,
        region_id: it.region,
        creation_time: format::iso(it.made),
        route_table_ids: Listed("RouteTableId", tables),
    })
}

impl Action for DescribeVRouters {
    const NAME: &'static str = "DescribeVRouters";
    const DOC: &'static str = "Lists the routers of VPCs.";
    const ACCESS: Access = Access::List;
    const RAM: &'static str = "vpc:DescribeVRouters";
    const RESOURCES: &'static [&'static str] = &["acs:vpc:{region}:{account}:vrouter/*"];
    type Response = Paged<Shown>;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            region: p.required(REGION)?,
            id: p.optional(text("VRouterId").doc("Only this one."))?,
            page: page(p, 50)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Paged<Shown>> {
        let account = cx.account().to_owned();
        let mut all = vpcs::all(cx.tx, &account, &self.region)?;
        all.retain(|it| is(self.id.as_ref(), &it.router));
        Paged::of(cx, ("VRouters", "VRouter"), (all, self.page), shown)
    }
}
