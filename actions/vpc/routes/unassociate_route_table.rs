//! `UnassociateRouteTable` binds a vSwitch to the system route table again.

use crate::vpc::{
    faults::{
        networks::{NO_VSWITCH_TO_BIND, VSWITCH_BUSY},
        routes::{FROM_SYSTEM_TABLE, NO_TABLE, NOT_BOUND},
    },
    lists::{CLIENT_TOKEN, Done, REGION, found, settings},
    tables::{Settling, route_tables, switches, vpcs},
};
use crate::{Access, Action, Cx, Fault, Params, Result, core::client_tokens::Repeats, text};

pub(in crate::vpc) struct UnassociateRouteTable {
    region: String,
    table: String,
    vswitch: String,
}

impl Action for UnassociateRouteTable {
    const NAME: &'static str = "UnassociateRouteTable";
    const DOC: &'static str = "Binds a vSwitch to the system route table again.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = &[
        "acs:vpc:{region}:{account}:routetable/{RouteTableId}",
        "acs:vpc:{region}:{account}:vswitch/{VSwitchId}",
    ];
    const REPEATS: Option<Repeats> = Some(Repeats::USUAL);
    const FAULTS: &'static [Fault] =
        &[NO_TABLE, NO_VSWITCH_TO_BIND, FROM_SYSTEM_TABLE, NOT_BOUND, VSWITCH_BUSY];
    type Response = Done;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(CLIENT_TOKEN)?;
        Ok(Self {
            region: p.required(REGION)?,
            table: p.required(text("RouteTableId").doc("The route table."))?,
            vswitch: p.required(text("VSwitchId").doc("The vSwitch."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Done> {
        let region = Some(&self.region);
        let table = found(cx, route_tables::of_id, (&self.table, region), NO_TABLE)?;
        let mut vswitch = found(cx, switches::of_id, (&self.vswitch, region), NO_VSWITCH_TO_BIND)?;
        if table.is_system {
            return Err(FROM_SYSTEM_TABLE.into());
        }
        if vswitch.route_table != table.id {
            return Err(NOT_BOUND.into());
        }
        if vswitch.is_settling(cx.now) {
            return Err(VSWITCH_BUSY.into());
        }
        vswitch.route_table = vpcs::of_id(cx.tx, &vswitch.vpc)?.unwrap_or_default().route_table;
        vswitch.since = cx.now;
        vswitch.ready = cx.now.saturating_add(settings(cx)?.association_ms);
        switches::put(cx.tx, &mut vswitch)?;
        Ok(Done {})
    }
}
