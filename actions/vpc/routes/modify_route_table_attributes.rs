//! `ModifyRouteTableAttributes` changes a route table.

use crate::vpc::{
    faults::routes::{BAD_NEW_TABLE_DESCRIPTION, BAD_TABLE_NAME, NO_TABLE},
    lists::{Done, REGION, check_texts, found, set},
    tables::route_tables,
};
use crate::{Access, Action, Cx, Fault, Params, Result, flag, text};

pub(in crate::vpc) struct ModifyRouteTableAttributes {
    region: String,
    id: String,
    name: Option<String>,
    description: Option<String>,
    propagation: Option<bool>,
}

impl Action for ModifyRouteTableAttributes {
    const NAME: &'static str = "ModifyRouteTableAttributes";
    const DOC: &'static str = "Changes a route table.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] =
        &["acs:vpc:{region}:{account}:routetable/{RouteTableId}"];
    const FAULTS: &'static [Fault] = &[NO_TABLE, BAD_TABLE_NAME, BAD_NEW_TABLE_DESCRIPTION];
    type Response = Done;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            region: p.required(REGION)?,
            id: p.required(text("RouteTableId").doc("The route table."))?,
            name: p.optional(text("RouteTableName").doc("The name."))?,
            description: p.optional(text("Description").doc("The description."))?,
            propagation: p.optional(
                flag("RoutePropagationEnable").doc("Whether it takes routes from elsewhere."),
            )?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Done> {
        let mut it = found(cx, route_tables::of_id, (&self.id, Some(&self.region)), NO_TABLE)?;
        check_texts(
            (self.name.as_ref(), BAD_TABLE_NAME),
            (self.description.as_ref(), BAD_NEW_TABLE_DESCRIPTION),
        )?;
        set(&mut it.name, self.name);
        set(&mut it.description, self.description);
        it.propagation = self.propagation.unwrap_or(it.propagation);
        route_tables::put(cx.tx, &mut it)?;
        Ok(Done {})
    }
}
