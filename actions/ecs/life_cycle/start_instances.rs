//! `StartInstances` starts instances.

use serde_json::Value;

use super::moves;
use crate::{
    Access, Action, Cx, Fault, Params, ResourceReader, Result,
    ecs::{
        calls,
        faults::{
            calls::DRY_RUN_OF_INSTANCES,
            instances::{BAD_STATE, NO_INSTANCES},
        },
        given::{Given, Parameter, flag, need, need_list, text},
        policy_resources,
    },
};

/// What it reads.
const READS: &[Parameter] =
    &[need("RegionId"), need_list("InstanceId", 100), text("BatchOptimization"), flag("DryRun")];

pub(in crate::ecs) struct StartInstances(Given);

impl Action for StartInstances {
    const NAME: &'static str = "StartInstances";
    const DOC: &'static str = "Starts instances.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] =
        &["acs:ecs:{region}:{account}:instance/{InstanceId.N}"];
    const RESOURCES_OF: Option<ResourceReader> = Some(policy_resources::INSTANCES);
    const FAULTS: &'static [Fault] = &[NO_INSTANCES, BAD_STATE, DRY_RUN_OF_INSTANCES];
    type Response = Value;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Given::read(p, READS).map(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Value> {
        calls::run(cx, Self::NAME, &self.0, work)
    }
}

fn work(cx: &mut Cx<'_>, it: &Given) -> Result<Value> {
    moves::many(cx, it, moves::start)
}
