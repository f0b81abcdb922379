//! `CreateRouteEntries` creates several routes, each by itself.

use serde::Serialize;

use crate::vpc::{
    faults::{DRY_RUN, routes::NO_TABLE_IN_ROW},
    lists::{CHECK_ONLY, REGION, passed},
    routes::life::{self, NewEntry},
};
use crate::{Access, Action, ApiError, Cx, Fault, Params, Result, int, text};

pub(in crate::vpc) struct CreateRouteEntries {
    region: String,
    rows: Vec<NewEntry>,
    check_only: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::vpc) struct Response {
    route_entry_ids: Vec<String>,
    success_count: usize,
    failed_count: usize,
    failed_route_entries: Vec<FailedRoute>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct FailedRoute {
    dst_cidr_block: String,
    next_hop: String,
    failed_code: String,
    failed_message: String,
}

impl FailedRoute {
    fn of(why: &ApiError, row: NewEntry) -> Self {
        Self {
            dst_cidr_block: row.destination,
            next_hop: row.hop.unwrap_or_default(),
            failed_code: why.code.to_string(),
            failed_message: why.message.to_string(),
        }
    }
}

fn rows(p: &mut Params<'_>) -> Result<Vec<NewEntry>> {
    let rows = p.each("RouteEntries", 50, |p| {
        p.optional(int("IpVersion").doc("Has no effect."))?;
        let table = p.optional(text("RouteTableId").doc("The route table."))?;
        let destination = p.optional(text("DstCidrBlock").doc("The block that it leads to."))?;
        let hop_type = text("NextHopType").doc("The type of the next hop; Instance unless given.");
        Ok(NewEntry {
            table: table.unwrap_or_default(),
            destination: destination.unwrap_or_default(),
            hop: p.optional(text("NextHop").doc("The next hop."))?,
            hop_type: p.optional(hop_type)?,
            hops: 0,
            name: p.optional(text("Name").doc("The name."))?,
            description: p.optional(text("Description").doc("The description."))?,
        })
    })?;
    p.require("RouteEntries", Some(rows).filter(|it| !it.is_empty()))
}

impl Action for CreateRouteEntries {
    const NAME: &'static str = "CreateRouteEntries";
    const DOC: &'static str = "Creates several routes, each by itself.";
    const ACCESS: Access = Access::Create;
    const RESOURCES: &'static [&'static str] = &["acs:vpc:{region}:{account}:routetable/*"];
    const FAULTS: &'static [Fault] = &[NO_TABLE_IN_ROW, DRY_RUN];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            region: p.required(REGION)?,
            rows: rows(p)?,
            check_only: p.default(CHECK_ONLY, false)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        if self.rows.iter().any(|it| it.table.is_empty()) {
            return Err(NO_TABLE_IN_ROW.into());
        }
        let (mut route_entry_ids, mut failed_route_entries) = (Vec::new(), Vec::new());
        for row in self.rows {
            match life::create(cx, Some(&self.region), &row) {
                Ok(it) => route_entry_ids.push(it.id),
                Err(why) if why.status >= 500 => return Err(why),
                Err(why) => failed_route_entries.push(FailedRoute::of(&why, row)),
            }
        }
        let response = Response {
            success_count: route_entry_ids.len(),
            failed_count: failed_route_entries.len(),
            route_entry_ids,
            failed_route_entries,
        };
        passed(self.check_only, response)
    }
}
