//! `RebootInstance` reboots an instance.

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
use crate::ecs::faults::instances::NO_INSTANCE;
use crate::ecs::given::Given;
use crate::ecs::given::Parameter;
use crate::ecs::given::flag;
use crate::ecs::given::need;

/// What it reads.
const READS: &[Parameter] = &[need("InstanceId"), flag("ForceStop"), flag("DryRun")];

pub(in crate::ecs) struct RebootInstance(Given);

impl Action for RebootInstance {
    const NAME: &'static str = "RebootInstance";
    const DOC: &'static str = "Reboots an instance.";
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
    moves::one(cx, it, moves::reboot)
}
