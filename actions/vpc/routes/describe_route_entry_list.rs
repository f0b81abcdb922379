//! `DescribeRouteEntryList` lists the entries of a route table, the newest first.

use serde::Serialize;

use crate::vpc::{
    faults::routes::{BAD_ENTRY_TYPE, BAD_TOKEN, FILTER_OF_CUSTOM, NO_TABLE_TO_LIST},
    lists::{Listed, REGION, found, is, is_in_any_case, skipped, token},
    routes::views::{self, ShownEntry},
    tables::{entries, route_tables},
};
use crate::{Access, Action, Cx, Fault, Params, Result, int, text};

pub(in crate::vpc) struct DescribeRouteEntryList {
    region: String,
    table: String,
    id: Option<String>,
    destination: Option<String>,
    destinations: Vec<String>,
    name: Option<String>,
    version: Option<String>,
    kind: Option<String>,
    hop: Option<String>,
    hop_type: Option<String>,
    size: i64,
    token: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::vpc) struct Response {
    next_token: String,
    total_count: usize,
    route_entrys: Listed<ShownEntry>,
}

/// How many entries an answer has: 100 unless given, 500 at most.
fn size(p: &mut Params<'_>) -> Result<i64> {
    let size = p.default(int("MaxResult").range(1, 500).doc("How many at most."), 100)?;
    Ok(p.page_size(size))
}

impl Action for DescribeRouteEntryList {
    const NAME: &'static str = "DescribeRouteEntryList";
    const DOC: &'static str = "Lists the entries of a route table.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] =
        &["acs:vpc:{region}:{account}:routetable/{RouteTableId}"];
    const FAULTS: &'static [Fault] =
        &[NO_TABLE_TO_LIST, FILTER_OF_CUSTOM, BAD_TOKEN, BAD_ENTRY_TYPE];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(text("ServiceType").doc("Has no effect."))?;
        Ok(Self {
            region: p.required(REGION)?,
            table: p.required(text("RouteTableId").doc("The route table."))?,
            id: p.optional(text("RouteEntryId").doc("Only this one."))?,
            destination: p
                .optional(text("DestinationCidrBlock").doc("Only the one to this destination."))?,
            destinations: p
                .list(text("DestCidrBlockList").doc("Only those to these destinations."), 50)?
                .unwrap_or_default(),
            name: p.optional(text("RouteEntryName").doc("Only those of this name."))?,
            version: p
                .optional(text("IpVersion").doc("Only those of this version: IPv4 or IPv6."))?,
            kind: p.optional(
                text("RouteEntryType")
                    .doc("Only those of this type: System, Custom, BGP, CEN or ECR."),
            )?,
            hop: p.optional(text("NextHopId").doc("Only those with this next hop."))?,
            hop_type: p
                .optional(text("NextHopType").doc("Only those with a next hop of this type."))?,
            size: size(p)?,
            token: p.optional(
                text("NextToken").doc("Where the last answer said that the next begins."),
            )?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let table =
            found(cx, route_tables::of_id, (&self.table, Some(&self.region)), NO_TABLE_TO_LIST)?;
        let kinds = ["System", "Custom", "BGP", "CEN", "ECR"];
        if self.kind.as_ref().is_some_and(|it| !kinds.contains(&it.as_str())) {
            return Err(BAD_ENTRY_TYPE.into());
        }
        let of_custom = self.id.is_some() || self.name.is_some() || self.hop.is_some();
        if of_custom && self.kind.as_ref().is_some_and(|it| it != "Custom") {
            return Err(FILTER_OF_CUSTOM.into());
        }
        let skip: usize = match &self.token {
            Some(token) => skipped(token).ok_or(BAD_TOKEN)?,
            None => 0,
        };
        let mut all = entries::of_route_table(cx.tx, &table.id)?;
        // The entries of the system are listed too, with ids of their own (assumed).
        all.retain(|it| {
            is(self.id.as_ref(), &it.id)
                && is(self.destination.as_ref(), &it.cidr)
                && (self.destinations.is_empty() || self.destinations.contains(&it.cidr))
                && is(self.name.as_ref(), &it.name)
                && is_in_any_case(self.version.as_ref(), views::version(&it.cidr))
                && is(self.kind.as_ref(), views::kind(it.is_system))
                && is(self.hop.as_ref(), &it.hop)
                && is(self.hop_type.as_ref(), &it.hop_type)
        });
        let (total, size) = (all.len(), usize::try_from(self.size).unwrap_or(usize::MAX));
        let next = skip.saturating_add(size);
        let now = cx.now;
        let rows = all.into_iter().skip(skip).take(size).map(|it| views::entry(now, it)).collect();
        Ok(Response {
            next_token: token(next, total),
            total_count: total,
            route_entrys: Listed("RouteEntry", rows),
        })
    }
}
