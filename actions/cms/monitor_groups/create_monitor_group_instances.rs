//! `CreateMonitorGroupInstances` adds instances to an application group; one that is in it gets the name and the region that are
//! given (assumed).

use serde::Serialize;

use super::{
    groups::{self, group_id_text},
    instances,
};
use crate::{
    Access, Action, Cx, Fault, Params, Result, Success, Wording,
    cms::{
        answers::NUMBER_CODE,
        faults::{self, RESOURCE_NOT_FOUND},
        tables::{group_instances, group_instances::Instance},
    },
};

pub(in crate::cms) struct CreateMonitorGroupInstances {
    group: i64,
    instances: Vec<Instance>,
}

#[derive(Serialize)]
pub(in crate::cms) struct Response {}

impl Action for CreateMonitorGroupInstances {
    const NAME: &'static str = "CreateMonitorGroupInstances";
    const DOC: &'static str = "Adds instances to an application group.";
    const ACCESS: Access = Access::Create;
    const RESOURCES: &'static [&'static str] = &["acs:cms::{account}:group/{GroupId}"];
    const FAULTS: &'static [Fault] = &[RESOURCE_NOT_FOUND];
    const WORDING: Option<Wording> = Some(faults::wording);
    const SUCCESS: Option<Success> = Some(NUMBER_CODE);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { group: group_id_text(p)?, instances: instances::read(p)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let group = groups::find(cx, self.group)?;
        let account = &cx.caller.account;
        for instance in &self.instances {
            group_instances::put(cx.tx, account, group.id, instance)?;
        }
        Ok(Response {})
    }
}
