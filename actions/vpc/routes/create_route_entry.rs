//! `CreateRouteEntry` creates a route in a table.

use serde::Serialize;

use crate::vpc::{
    faults::{
        DRY_RUN,
        routes::{
            BAD_DESTINATION, BAD_ENTRY_DESCRIPTION, BAD_ENTRY_NAME, BAD_HOP_COUNT, BAD_HOP_TYPE,
            BOTH_HOPS_GIVEN, DESTINATION_IN_VSWITCH, DESTINATION_OF_CLOUD, ENTRY_CONFLICT,
            HOP_IN_OTHER_VPC, MANY_ENTRIES, NO_HOP, NO_HOP_GIVEN, NO_INSTANCE, NO_INTERFACE,
            NO_IPV6_GATEWAY_HOP, NO_NAT_HOP, NO_TABLE, SAME_DESTINATION,
        },
    },
    lists::{CHECK_ONLY, CLIENT_TOKEN, REGION, passed},
    routes::life::{self, NewEntry},
};
use crate::{Access, Action, Cx, Fault, Params, Result, core::client_tokens::Repeats, int, text};

pub(in crate::vpc) struct CreateRouteEntry {
    region: Option<String>,
    table: String,
    destination: String,
    hop: Option<String>,
    hop_type: Option<String>,
    hops: Vec<()>,
    name: Option<String>,
    description: Option<String>,
    check_only: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::vpc) struct Response {
    route_entry_id: String,
}

/// The next hops of a call that lists several, which router interfaces are; there are none of these.
fn hops(p: &mut Params<'_>) -> Result<Vec<()>> {
    p.each("NextHopList", 100, |p| {
        p.optional(text("NextHopId").doc("A next hop."))?;
        p.optional(text("NextHopType").doc("Its type: RouterInterface."))?;
        p.optional(int("Weight").doc("Its weight."))?;
        Ok(())
    })
}

impl Action for CreateRouteEntry {
    const NAME: &'static str = "CreateRouteEntry";
    const DOC: &'static str = "Creates a route in a table.";
    const ACCESS: Access = Access::Create;
    const RAM: &'static str = "vpc:CreateRouteEntry";
    const RESOURCES: &'static [&'static str] =
        &["acs:vpc:{region}:{account}:routetable/{RouteTableId}"];
    const REPEATS: Option<Repeats> = Some(Repeats::USUAL);
    const FAULTS: &'static [Fault] = &[
        NO_TABLE,
        BAD_ENTRY_NAME,
        BAD_ENTRY_DESCRIPTION,
        BAD_DESTINATION,
        DESTINATION_IN_VSWITCH,
        DESTINATION_OF_CLOUD,
        NO_HOP_GIVEN,
        BOTH_HOPS_GIVEN,
        BAD_HOP_COUNT,
        SAME_DESTINATION,
        BAD_HOP_TYPE,
        NO_INSTANCE,
        NO_INTERFACE,
        NO_NAT_HOP,
        NO_IPV6_GATEWAY_HOP,
        NO_HOP,
        HOP_IN_OTHER_VPC,
        MANY_ENTRIES,
        ENTRY_CONFLICT,
        DRY_RUN,
    ];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(CLIENT_TOKEN)?;
        Ok(Self {
            region: p.optional(REGION)?,
            table: p.required(text("RouteTableId").doc("The route table."))?,
            destination: p.required(
                text("DestinationCidrBlock").doc("The block that it leads to, or one address."),
            )?,
            hop: p.optional(text("NextHopId").doc("The next hop."))?,
            hop_type: p.optional(
                text("NextHopType").doc("The type of the next hop; Instance unless given."),
            )?,
            hops: hops(p)?,
            name: p.optional(text("RouteEntryName").doc("The name."))?,
            description: p.optional(text("Description").doc("The description."))?,
            check_only: p.default(CHECK_ONLY, false)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let new = NewEntry {
            table: self.table,
            destination: self.destination,
            hop: self.hop,
            hop_type: self.hop_type,
            hops: self.hops.len(),
            name: self.name,
            description: self.description,
        };
        let it = life::create(cx, self.region.as_ref(), &new)?;
        passed(self.check_only, Response { route_entry_id: it.id })
    }
}
