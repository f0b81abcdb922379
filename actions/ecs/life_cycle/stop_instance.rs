//! `StopInstance` stops an instance.

use serde_json::Value;

use super::moves;
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    ecs::{
        calls,
        faults::{
            calls::DRY_RUN_OF_INSTANCES,
            instances::{BAD_STATE, NO_INSTANCE},
        },
        given::{Given, Parameter, flag, need, text},
    },
};

/// What it reads.
const READS: &[Parameter] = &[
    need("InstanceId"),
    flag("ForceStop"),
    flag("ConfirmStop"),
    text("StoppedMode"),
    flag("Hibernate"),
    flag("DryRun"),
];

pub(in crate::ecs) struct StopInstance(Given);

impl Action for StopInstance {
    const NAME: &'static str = "StopInstance";
    const DOC: &'static str = "Stops an instance.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] =
        &["acs:ecs:{region}:{account}:instance/{InstanceId}"];
    const FAULTS: &'static [Fault] = &[NO_INSTANCE, BAD_STATE, DRY_RUN_OF_INSTANCES];
    type Response = Value;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Given::read(p, READS).map(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Value> {
        calls::run(cx, Self::NAME, &self.0, work)
    }
}

fn work(cx: &mut Cx<'_>, it: &Given) -> Result<Value> {
    moves::one(cx, it, moves::stop)
}
