//! `DeleteApplication` deletes an application, whatever its status: it is gone when the change order ends.

use crate::{
    Access, Action, Cx, Fault, Params, ResourceReader, Result,
    sae::{
        applications::change_orders::{
            Begun, CHANGE_ORDER_RUNS, Change, NO_APPLICATION, RESOURCE, RESOURCE_OF, app_id, begin,
            idle,
        },
        tables::change_orders::Kind,
    },
};

pub(in crate::sae) struct DeleteApplication(String);

impl Action for DeleteApplication {
    const NAME: &'static str = "DeleteApplication";
    const DOC: &'static str = "Deletes an application.";
    const METHOD: Option<&'static str> = Some("DELETE");
    const PATH: Option<&'static str> = Some("/pop/v1/sam/app/deleteApplication");
    const ACCESS: Access = Access::Delete;
    const RESOURCES: &'static [&'static str] = RESOURCE;
    const RESOURCES_OF: Option<ResourceReader> = Some(RESOURCE_OF);
    const FAULTS: &'static [Fault] = &[NO_APPLICATION, CHANGE_ORDER_RUNS];
    type Response = Begun;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self(app_id(p)?))
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Begun> {
        let mut app = idle(cx, &self.0)?;
        let change = Change::new(Kind::Delete, &app);
        Ok(Begun::new(begin(cx, &mut app, change)?))
    }
}
