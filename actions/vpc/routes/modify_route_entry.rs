//! `ModifyRouteEntry` changes the name, the description or the next hop of a route.

use crate::vpc::{
    faults::{
        DRY_RUN,
        routes::{
            BAD_DESTINATION, BAD_ENTRY_DESCRIPTION, BAD_ENTRY_NAME, BAD_NEW_HOP_TYPE, ENTRY_BUSY,
            HOP_IN_OTHER_VPC, ID_AND_DESTINATION, NO_ENTRY, NO_ENTRY_GIVEN, NO_ENTRY_ID, NO_HOP,
            NO_INSTANCE, NO_IPV6_GATEWAY_HOP, NO_NAT_HOP, NO_NEW_HOP, NO_NEW_HOP_TYPE,
            NO_NEW_INTERFACE, NO_TABLE, SAME_HOP, SYSTEM_ENTRY,
        },
    },
    lists::{CHECK_ONLY, Done, REGION, check_texts, passed, set, settings, worded},
    routes::{
        hops,
        life::{self, EntryName},
    },
    tables::{Settling, entries},
};
use crate::{Access, Action, Cx, Fault, Params, Result, text};

pub(in crate::vpc) struct ModifyRouteEntry {
    region: String,
    id: Option<String>,
    table: Option<String>,
    destination: Option<String>,
    name: Option<String>,
    description: Option<String>,
    hop: Option<String>,
    hop_type: Option<String>,
    check_only: bool,
}

impl Action for ModifyRouteEntry {
    const NAME: &'static str = "ModifyRouteEntry";
    const DOC: &'static str = "Changes the name, the description or the next hop of a route.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] =
        &["acs:vpc:{region}:{account}:routetable/{RouteTableId}"];
    const FAULTS: &'static [Fault] = &[
        ID_AND_DESTINATION,
        NO_ENTRY_GIVEN,
        NO_ENTRY_ID,
        NO_TABLE,
        BAD_DESTINATION,
        NO_ENTRY,
        BAD_ENTRY_NAME,
        BAD_ENTRY_DESCRIPTION,
        ENTRY_BUSY,
        SYSTEM_ENTRY,
        NO_NEW_HOP,
        NO_NEW_HOP_TYPE,
        BAD_NEW_HOP_TYPE,
        NO_INSTANCE,
        NO_NEW_INTERFACE,
        NO_NAT_HOP,
        NO_IPV6_GATEWAY_HOP,
        NO_HOP,
        HOP_IN_OTHER_VPC,
        SAME_HOP,
        DRY_RUN,
    ];
    type Response = Done;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            region: p.required(REGION)?,
            id: p.optional(
                text("RouteEntryId").doc("The route, instead of its table and destination."),
            )?,
            table: p.optional(text("RouteTableId").doc("Its route table."))?,
            destination: p.optional(text("DestinationCidrBlock").doc("Its destination."))?,
            name: p.optional(text("RouteEntryName").doc("The name."))?,
            description: p.optional(text("Description").doc("The description."))?,
            hop: p.optional(text("NewNextHopId").doc("The next hop."))?,
            hop_type: p.optional(text("NewNextHopType").doc("The type of the next hop."))?,
            check_only: p.default(CHECK_ONLY, false)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Done> {
        let name =
            EntryName { id: self.id, table: self.table, destination: self.destination, hop: None };
        let mut it = life::named(cx, Some(&self.region), &name)?;
        check_texts(
            (self.name.as_ref(), BAD_ENTRY_NAME),
            (self.description.as_ref(), BAD_ENTRY_DESCRIPTION),
        )?;
        if it.is_system {
            return Err(SYSTEM_ENTRY.into());
        }
        if it.is_settling(cx.now) {
            return Err(ENTRY_BUSY.into());
        }
        match (self.hop, self.hop_type) {
            (None, None) => {}
            (None, Some(_)) => return Err(NO_NEW_HOP.into()),
            (Some(_), None) => return Err(NO_NEW_HOP_TYPE.into()),
            (Some(hop), Some(hop_type)) => {
                hops::check(cx, (&it.vpc, &it.region), (&hop_type, &hop), BAD_NEW_HOP_TYPE)
                    .map_err(|error| worded(error, NO_NEW_INTERFACE))?;
                if it.hop == hop && it.hop_type == hop_type {
                    return Err(SAME_HOP.into());
                }
                it.hop = hop;
                it.hop_type = hop_type;
                it.is_automatic = false;
                it.modified = true;
                it.ready = cx.now.saturating_add(settings(cx)?.route_ms);
            }
        }
        set(&mut it.name, self.name);
        set(&mut it.description, self.description);
        it.changed = cx.now;
        entries::put(cx.tx, &mut it)?;
        passed(self.check_only, Done {})
    }
}
