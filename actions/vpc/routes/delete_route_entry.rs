//! `DeleteRouteEntry` deletes a route.

use crate::vpc::{
    faults::{
        DRY_RUN,
        routes::{
            BAD_DESTINATION, ENTRY_BUSY, ID_AND_DESTINATION, NO_ENTRY, NO_ENTRY_GIVEN, NO_ENTRY_ID,
            NO_TABLE, SYSTEM_ENTRY,
        },
    },
    lists::{CHECK_ONLY, Done, REGION, passed},
    routes::life::{self, EntryName},
};
use crate::{Access, Action, Cx, Fault, Params, Result, text};

pub(in crate::vpc) struct DeleteRouteEntry {
    region: Option<String>,
    id: Option<String>,
    table: Option<String>,
    destination: Option<String>,
    hop: Option<String>,
    check_only: bool,
}

/// The next hops of a route with several, of which there is none.
fn hops(p: &mut Params<'_>) -> Result<()> {
    p.each("NextHopList", 100, |p| {
        p.optional(text("NextHopId").doc("A next hop of several."))?;
        p.optional(text("NextHopType").doc("Its type."))?;
        Ok(())
    })
    .map(drop)
}

impl Action for DeleteRouteEntry {
    const NAME: &'static str = "DeleteRouteEntry";
    const DOC: &'static str = "Deletes a route.";
    const ACCESS: Access = Access::Delete;
    const RAM: &'static str = "vpc:DeleteRouteEntry";
    const RESOURCES: &'static [&'static str] =
        &["acs:vpc:{region}:{account}:routetable/{RouteTableId}"];
    const FAULTS: &'static [Fault] = &[
        ID_AND_DESTINATION,
        NO_ENTRY_GIVEN,
        NO_ENTRY_ID,
        NO_TABLE,
        BAD_DESTINATION,
        NO_ENTRY,
        SYSTEM_ENTRY,
        ENTRY_BUSY,
        DRY_RUN,
    ];
    type Response = Done;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        hops(p)?;
        Ok(Self {
            region: p.optional(REGION)?,
            id: p.optional(
                text("RouteEntryId").doc("The route, instead of its table and destination."),
            )?,
            table: p.optional(text("RouteTableId").doc("Its route table."))?,
            destination: p.optional(text("DestinationCidrBlock").doc("Its destination."))?,
            hop: p.optional(text("NextHopId").doc("Its next hop."))?,
            check_only: p.default(CHECK_ONLY, false)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Done> {
        let name = EntryName {
            id: self.id,
            table: self.table,
            destination: self.destination,
            hop: self.hop,
        };
        life::delete(cx, self.region.as_ref(), &name)?;
        passed(self.check_only, Done {})
    }
}
