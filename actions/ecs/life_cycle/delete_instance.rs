//! `DeleteInstance` deletes an instance with what goes with it.

use serde_json::Value;

use super::moves;
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    ecs::{
        calls,
        faults::{
            calls::DRY_RUN_OF_INSTANCES,
            instances::{BAD_STATE, INITIALIZING, NO_INSTANCE, PREPAID, PROTECTED, ROUTED},
        },
        given::{Given, Parameter, flag, need},
        lists,
        tables::resources::INSTANCE,
    },
};

/// What it reads.
const READS: &[Parameter] = &[
    need("InstanceId"),
    flag("Force"),
    flag("ForceStop"),
    flag("TerminateSubscription"),
    flag("DryRun"),
];

pub(in crate::ecs) struct DeleteInstance(Given);

impl Action for DeleteInstance {
    const NAME: &'static str = "DeleteInstance";
    const DOC: &'static str = "Deletes an instance with what goes with it.";
    const ACCESS: Access = Access::Delete;
    const RESOURCES: &'static [&'static str] =
        &["acs:ecs:{region}:{account}:instance/{InstanceId}"];
    const FAULTS: &'static [Fault] =
        &[NO_INSTANCE, BAD_STATE, INITIALIZING, PROTECTED, PREPAID, DRY_RUN_OF_INSTANCES, ROUTED];
    type Response = Value;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Given::read(p, READS).map(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Value> {
        calls::run(cx, Self::NAME, &self.0, work)
    }
}

fn work(cx: &mut Cx<'_>, it: &Given) -> Result<Value> {
    let found = lists::own(cx, &INSTANCE, it, it.text("InstanceId"), NO_INSTANCE)?;
    moves::delete(cx, it, &found)?;
    Ok(calls::nothing())
}
