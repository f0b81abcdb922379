//! `DeleteInstance` deletes an instance with what goes with it.

use serde_json::Value;

use super::moves;
use crate::Access;
use crate::Action;
use crate::Cx;
use crate::Fault;
use crate::Params;
use crate::Result;
use crate::ecs::calls;
use crate::ecs::faults::calls::DRY_RUN_OF_INSTANCES;
use crate::ecs::faults::instances::BAD_STATE;
use crate::ecs::faults::instances::INITIALIZING;
use crate::ecs::faults::instances::NO_INSTANCE;
use crate::ecs::faults::instances::PREPAID;
use crate::ecs::faults::instances::PROTECTED;
use crate::ecs::given::Given;
use crate::ecs::given::Parameter;
use crate::ecs::given::flag;
use crate::ecs::given::need;
use crate::ecs::lists;
use crate::ecs::tables::resources::INSTANCE;

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
        &[NO_INSTANCE, BAD_STATE, INITIALIZING, PROTECTED, PREPAID, DRY_RUN_OF_INSTANCES];
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
