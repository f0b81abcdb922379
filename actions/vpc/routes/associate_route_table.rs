//! `AssociateRouteTable` binds a vSwitch to a custom route table.

use crate::vpc::{
    faults::{
        networks::{NO_VSWITCH_TO_BIND, VSWITCH_BUSY},
        routes::{HAS_OTHER_TABLE, NO_TABLE, OTHER_VPC, TO_SYSTEM_TABLE},
    },
    lists::{CLIENT_TOKEN, Done, REGION, found, settings},
    tables::{Settling, route_tables, switches, vpcs},
};
use crate::{Access, Action, Cx, Fault, Params, Result, core::client_tokens::Repeats, text};

pub(in crate::vpc) struct AssociateRouteTable {
    region: String,
    table: String,
    vswitch: String,
}

impl Action for AssociateRouteTable {
    const NAME: &'static str = "AssociateRouteTable";
    const DOC: &'static str = "Binds a vSwitch to a custom route table.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = &[
        "acs:vpc:{region}:{account}:routetable/{RouteTableId}",
        "acs:vpc:{region}:{account}:vswitch/{VSwitchId}",
    ];
    const REPEATS: Option<Repeats> = Some(Repeats::USUAL);
    const FAULTS: &'static [Fault] =
        &[NO_TABLE, NO_VSWITCH_TO_BIND, TO_SYSTEM_TABLE, OTHER_VPC, HAS_OTHER_TABLE, VSWITCH_BUSY];
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
            return Err(TO_SYSTEM_TABLE.into());
        }
        if table.vpc != vswitch.vpc {
            return Err(OTHER_VPC.into());
        }
        let of_vpc = vpcs::of_id(cx.tx, &vswitch.vpc)?.unwrap_or_default().route_table;
        if vswitch.route_table != of_vpc {
            return Err(HAS_OTHER_TABLE.into());
        }
        if vswitch.is_settling(cx.now) {
            return Err(VSWITCH_BUSY.into());
        }
        vswitch.route_table = table.id;
        vswitch.since = cx.now;
        vswitch.ready = cx.now.saturating_add(settings(cx)?.association_ms);
        switches::put(cx.tx, &mut vswitch)?;
        Ok(Done {})
    }
}
