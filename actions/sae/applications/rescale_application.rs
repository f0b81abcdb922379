//! `RescaleApplication` changes how many instances an application has.
//!
//! Assumed: as many instances as there are count as more.

use super::{configuration::replicas, deployment_pace::pace};
use crate::{
    Access, Action, Cx, Fault, Params, ResourceReader, Result, Success,
    sae::{
        WITHOUT_TRACE,
        applications::change_orders::{
            Begun, CHANGE_ORDER_RUNS, Change, NO_APPLICATION, NOT_DEPLOYED, RESOURCE, RESOURCE_OF,
            WRONG_STATUS, app_id, begin, idle_in,
        },
        tables::change_orders::Kind,
    },
};

pub(in crate::sae) struct RescaleApplication {
    id: String,
    replicas: i64,
}

impl Action for RescaleApplication {
    const NAME: &'static str = "RescaleApplication";
    const DOC: &'static str = "Changes how many instances an application has.";
    const METHOD: Option<&'static str> = Some("PUT");
    const PATH: Option<&'static str> = Some("/pop/v1/sam/app/rescaleApplication");
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = RESOURCE;
    const RESOURCES_OF: Option<ResourceReader> = Some(RESOURCE_OF);
    const SUCCESS: Option<Success> = Some(WITHOUT_TRACE);
    const FAULTS: &'static [Fault] =
        &[NO_APPLICATION, CHANGE_ORDER_RUNS, NOT_DEPLOYED, WRONG_STATUS];
    type Response = Begun;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        pace(p)?;
        Ok(Self { id: app_id(p)?, replicas: p.required(replicas())? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Begun> {
        let mut app = idle_in(cx, &self.id, "RUNNING")?;
        let fewer = self.replicas < app.deployed.replicas;
        let mut change = Change::new(if fewer { Kind::ScaleIn } else { Kind::ScaleOut }, &app);
        change.target.replicas = self.replicas;
        Ok(Begun::new(begin(cx, &mut app, change)?))
    }
}
