//! `StartApplication` starts an application that is stopped.

use crate::{
    Access, Action, Cx, Fault, Params, ResourceReader, Result,
    sae::{
        applications::change_orders::{
            Begun, CHANGE_ORDER_RUNS, Change, NO_APPLICATION, NOT_DEPLOYED, RESOURCE, RESOURCE_OF,
            WRONG_STATUS, app_id, begin, idle_in,
        },
        tables::change_orders::Kind,
    },
};

pub(in crate::sae) struct StartApplication(String);

impl Action for StartApplication {
    const NAME: &'static str = "StartApplication";
    const DOC: &'static str = "Starts an application that is stopped.";
    const METHOD: Option<&'static str> = Some("PUT");
    const PATH: Option<&'static str> = Some("/pop/v1/sam/app/startApplication");
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = RESOURCE;
    const RESOURCES_OF: Option<ResourceReader> = Some(RESOURCE_OF);
    const FAULTS: &'static [Fault] =
        &[NO_APPLICATION, CHANGE_ORDER_RUNS, NOT_DEPLOYED, WRONG_STATUS];
    type Response = Begun;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self(app_id(p)?))
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Begun> {
        let mut app = idle_in(cx, &self.0, "STOPPED")?;
        let change = Change::new(Kind::Start, &app);
        Ok(Begun::new(begin(cx, &mut app, change)?))
    }
}
