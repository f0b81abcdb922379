//! `ModifyMonitorGroupInstances` replaces the instances of an application group (observed: Terraform sends all of
//! them, and expects those that it leaves out to be gone).

use std::collections::HashSet;

use serde::Serialize;

use super::{
    groups::{self, group_id},
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

pub(in crate::cms) struct ModifyMonitorGroupInstances {
    group: i64,
    instances: Vec<Instance>,
}

#[derive(Serialize)]
pub(in crate::cms) struct Response {}

impl Action for ModifyMonitorGroupInstances {
    const NAME: &'static str = "ModifyMonitorGroupInstances";
    const DOC: &'static str = "Replaces the instances of an application group.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = &["acs:cms::{account}:group/{GroupId}"];
    const FAULTS: &'static [Fault] = &[RESOURCE_NOT_FOUND];
    const WORDING: Option<Wording> = Some(faults::wording);
    const SUCCESS: Option<Success> = Some(NUMBER_CODE);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { group: group_id(p)?, instances: instances::read(p)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let group = groups::find(cx, self.group)?;
        let account = &cx.caller.account;
        let staying: HashSet<(&str, &str)> =
            self.instances.iter().map(|it| (&*it.category, &*it.id)).collect();
        for one in group_instances::of_group(cx.tx, account, group.id)? {
            if !staying.contains(&(&*one.category, &*one.id)) {
                group_instances::delete(cx.tx, account, group.id, (&one.category, &one.id))?;
            }
        }
        for instance in &self.instances {
            group_instances::put(cx.tx, account, group.id, instance)?;
        }
        Ok(Response {})
    }
}
