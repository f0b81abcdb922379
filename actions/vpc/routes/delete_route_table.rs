//! `DeleteRouteTable` deletes a custom route table.

use crate::vpc::{
    faults::routes::{NO_TABLE, SYSTEM_TABLE, TABLE_HAS_ENTRY, TABLE_IN_USE},
    lists::{Done, REGION, found},
    tables::{entries, route_tables, switches, tags},
};
use crate::{Access, Action, Cx, Fault, Params, Result, text};

pub(in crate::vpc) struct DeleteRouteTable {
    region: String,
    id: String,
}

impl Action for DeleteRouteTable {
    const NAME: &'static str = "DeleteRouteTable";
    const DOC: &'static str = "Deletes a custom route table.";
    const ACCESS: Access = Access::Delete;
    const RESOURCES: &'static [&'static str] =
        &["acs:vpc:{region}:{account}:routetable/{RouteTableId}"];
    const FAULTS: &'static [Fault] = &[NO_TABLE, SYSTEM_TABLE, TABLE_HAS_ENTRY, TABLE_IN_USE];
    type Response = Done;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            region: p.required(REGION)?,
            id: p.required(text("RouteTableId").doc("The route table."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Done> {
        let it = found(cx, route_tables::of_id, (&self.id, Some(&self.region)), NO_TABLE)?;
        if it.is_system {
            return Err(SYSTEM_TABLE.into());
        }
        let present = entries::of_route_table(cx.tx, &it.id)?;
        if present.iter().any(|it| !it.is_system) {
            return Err(TABLE_HAS_ENTRY.into());
        }
        if !switches::of_route_table(cx.tx, &it.id)?.is_empty() {
            return Err(TABLE_IN_USE.into());
        }
        for entry in present {
            entries::delete(cx.tx, &entry)?;
        }
        tags::delete(cx.tx, &it.id, None)?;
        route_tables::delete(cx.tx, &it)?;
        Ok(Done {})
    }
}
