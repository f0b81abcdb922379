//! `GetVpcRouteEntrySummary` counts the entries of the route tables of a VPC.

use serde::Serialize;

use crate::vpc::{
    faults::routes::{BAD_ENTRY_TYPE, NO_VPC_TO_COUNT},
    lists::{REGION, find, is},
    routes::views,
    tables::{
        entries::{self, RouteEntry},
        route_tables, vpcs,
    },
};
use crate::{Access, Action, Cx, Fault, Params, Result, text};

pub(in crate::vpc) struct GetVpcRouteEntrySummary {
    region: String,
    vpc: String,
    kind: String,
    table: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::vpc) struct Response {
    route_entry_summarys: Vec<Summary>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Summary {
    route_table_id: String,
    entry_summarys: Vec<Count>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Count {
    route_entry_type: String,
    count: usize,
}

impl Action for GetVpcRouteEntrySummary {
    const NAME: &'static str = "GetVpcRouteEntrySummary";
    const DOC: &'static str = "Counts the entries of the route tables of a VPC.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = &["acs:vpc:{region}:{account}:vpc/{VpcId}"];
    const FAULTS: &'static [Fault] = &[NO_VPC_TO_COUNT, BAD_ENTRY_TYPE];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            region: p.required(REGION)?,
            vpc: p.required(text("VpcId").doc("The VPC."))?,
            kind: p.required(
                text("RouteEntryType")
                    .doc("The type that is counted: All, Custom, System, BGP or CEN."),
            )?,
            table: p.optional(text("RouteTableId").doc("Only this route table."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let kinds = ["All", "Custom", "System", "BGP", "CEN"];
        if !kinds.contains(&self.kind.as_str()) {
            return Err(BAD_ENTRY_TYPE.into());
        }
        let Some(vpc) = find(cx, vpcs::of_id, &self.vpc, Some(&self.region))? else {
            return Err(NO_VPC_TO_COUNT.with(&self.vpc));
        };
        let mut route_entry_summarys = Vec::new();
        for table in route_tables::of_vpc(cx.tx, &vpc.id)? {
            if !is(self.table.as_ref(), &table.id) {
                continue;
            }
            let present = entries::of_route_table(cx.tx, &table.id)?;
            let counted = |wanted: &&str| {
                let count =
                    |it: &&RouteEntry| *wanted == "All" || views::kind(it.is_system) == *wanted;
                Count {
                    route_entry_type: (*wanted).to_owned(),
                    count: present.iter().filter(count).count(),
                }
            };
            let shown = kinds.iter().filter(|it| self.kind == "All" || self.kind == **it);
            route_entry_summarys.push(Summary {
                route_table_id: table.id,
                entry_summarys: shown.map(counted).collect(),
            });
        }
        Ok(Response { route_entry_summarys })
    }
}
