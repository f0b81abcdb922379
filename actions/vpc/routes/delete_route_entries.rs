//! `DeleteRouteEntries` deletes several routes, each by itself.

use serde::Serialize;

use crate::vpc::{
    faults::DRY_RUN,
    lists::{CHECK_ONLY, REGION, passed},
    routes::life::{self, EntryName},
};
use crate::{Access, Action, ApiError, Cx, Fault, Params, Result, text};

pub(in crate::vpc) struct DeleteRouteEntries {
    region: String,
    rows: Vec<EntryName>,
    check_only: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::vpc) struct Response {
    success_count: usize,
    failed_count: usize,
    failed_route_entries: Vec<FailedRoute>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct FailedRoute {
    route_entry_id: String,
    dst_cidr_block: String,
    next_hop: String,
    failed_code: String,
    failed_message: String,
}

impl FailedRoute {
    fn of(why: &ApiError, row: EntryName) -> Self {
        Self {
            route_entry_id: row.id.unwrap_or_default(),
            dst_cidr_block: row.destination.unwrap_or_default(),
            next_hop: row.hop.unwrap_or_default(),
            failed_code: why.code.to_string(),
            failed_message: why.message.to_string(),
        }
    }
}

fn rows(p: &mut Params<'_>) -> Result<Vec<EntryName>> {
    let rows = p.each("RouteEntries", 50, |p| {
        let id = text("RouteEntryId").doc("The route, instead of its table and destination.");
        Ok(EntryName {
            id: p.optional(id)?,
            table: p.optional(text("RouteTableId").doc("Its route table."))?,
            destination: p.optional(text("DstCidrBlock").doc("Its destination."))?,
            hop: p.optional(text("NextHop").doc("Its next hop."))?,
        })
    })?;
    p.require("RouteEntries", Some(rows).filter(|it| !it.is_empty()))
}

impl Action for DeleteRouteEntries {
    const NAME: &'static str = "DeleteRouteEntries";
    const DOC: &'static str = "Deletes several routes, each by itself.";
    const ACCESS: Access = Access::Delete;
    const RESOURCES: &'static [&'static str] = &["acs:vpc:{region}:{account}:routetable/*"];
    const FAULTS: &'static [Fault] = &[DRY_RUN];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            region: p.required(REGION)?,
            rows: rows(p)?,
            check_only: p.default(CHECK_ONLY, false)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let (mut success_count, mut failed_route_entries) = (0, Vec::new());
        for row in self.rows {
            match life::delete(cx, Some(&self.region), &row) {
                Ok(()) => success_count += 1,
                Err(why) if why.status >= 500 => return Err(why),
                Err(why) => failed_route_entries.push(FailedRoute::of(&why, row)),
            }
        }
        let failed_count = failed_route_entries.len();
        passed(self.check_only, Response { success_count, failed_count, failed_route_entries })
    }
}
