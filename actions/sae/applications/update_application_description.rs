//! `UpdateApplicationDescription` changes the description of an application, at once.

use serde::Serialize;

use super::configuration::description;
use crate::{
    Access, Action, Cx, Fault, Params, ResourceReader, Result,
    sae::{
        applications::change_orders::{
            CHANGE_ORDER_RUNS, NO_APPLICATION, RESOURCE, RESOURCE_OF, app_id, idle,
        },
        tables::applications,
    },
};

pub(in crate::sae) struct UpdateApplicationDescription {
    id: String,
    description: String,
}

#[derive(Serialize)]
pub(in crate::sae) struct Response {}

impl Action for UpdateApplicationDescription {
    const NAME: &'static str = "UpdateApplicationDescription";
    const DOC: &'static str = "Changes the description of an application.";
    const METHOD: Option<&'static str> = Some("PUT");
    const PATH: Option<&'static str> = Some("/pop/v1/sam/app/updateAppDescription");
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = RESOURCE;
    const RESOURCES_OF: Option<ResourceReader> = Some(RESOURCE_OF);
    const FAULTS: &'static [Fault] = &[NO_APPLICATION, CHANGE_ORDER_RUNS];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { id: app_id(p)?, description: p.required(description())? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let mut app = idle(cx, &self.id)?;
        app.description = self.description;
        applications::put(cx.tx, &cx.caller.account, &app)?;
        Ok(Response {})
    }
}
