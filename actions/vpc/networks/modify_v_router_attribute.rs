//! `ModifyVRouterAttribute` changes the name or the description of a router.

use crate::vpc::{
    faults::networks::{BAD_ROUTER_DESCRIPTION, BAD_ROUTER_NAME, NO_ROUTER},
    lists::{Done, REGION, check_texts, found, set},
    tables::vpcs,
};
use crate::{Access, Action, Cx, Fault, Params, Result, text};

pub(in crate::vpc) struct ModifyVRouterAttribute {
    region: Option<String>,
    id: String,
    name: Option<String>,
    description: Option<String>,
}

impl Action for ModifyVRouterAttribute {
    const NAME: &'static str = "ModifyVRouterAttribute";
    const DOC: &'static str = "Changes the name or the description of a router.";
    const ACCESS: Access = Access::Update;
    const RAM: &'static str = "vpc:ModifyVRouterAttribute";
    const RESOURCES: &'static [&'static str] = &["acs:vpc:{region}:{account}:vrouter/{VRouterId}"];
    const FAULTS: &'static [Fault] = &[NO_ROUTER, BAD_ROUTER_NAME, BAD_ROUTER_DESCRIPTION];
    type Response = Done;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            region: p.optional(REGION)?,
            id: p.required(text("VRouterId").doc("The router."))?,
            name: p.optional(text("VRouterName").doc("The name."))?,
            description: p.optional(text("Description").doc("The description."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Done> {
        let mut it = found(cx, vpcs::of_router, (&self.id, self.region.as_ref()), NO_ROUTER)?;
        check_texts(
            (self.name.as_ref(), BAD_ROUTER_NAME),
            (self.description.as_ref(), BAD_ROUTER_DESCRIPTION),
        )?;
        set(&mut it.router_name, self.name);
        set(&mut it.router_description, self.description);
        vpcs::put(cx.tx, &mut it)?;
        Ok(Done {})
    }
}
