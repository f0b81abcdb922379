//! `DeleteInstances` deletes instances with what goes with them.

use serde_json::Value;

use super::moves;
use crate::Access;
use crate::Action;
use crate::Cx;
use crate::Fault;
use crate::Params;
use crate::Result;
use crate::core::client_tokens::Repeats;
use crate::ecs::calls;
use crate::ecs::faults::calls::DRY_RUN_OF_INSTANCES;
use crate::ecs::faults::instances::BAD_STATE;
use crate::ecs::faults::instances::MANY_IDS;
use crate::ecs::faults::instances::NO_INSTANCES;
use crate::ecs::faults::instances::OTHER_REGIONS;
use crate::ecs::faults::instances::PROTECTED;
use crate::ecs::given::Given;
use crate::ecs::given::Parameter;
use crate::ecs::given::flag;
use crate::ecs::given::need;
use crate::ecs::given::need_list;
use crate::ecs::given::text;
use crate::ecs::tables::resources;
use crate::ecs::tables::resources::INSTANCE;

/// What it reads.
const READS: &[Parameter] = &[
    need("RegionId"),
    need_list("InstanceId", 100),
    flag("Force"),
    flag("ForceStop"),
    flag("TerminateSubscription"),
    flag("DryRun"),
    text("ClientToken"),
];

pub(in crate::ecs) struct DeleteInstances(Given);

impl Action for DeleteInstances {
    const NAME: &'static str = "DeleteInstances";
    const DOC: &'static str = "Deletes instances with what goes with them.";
    const ACCESS: Access = Access::Delete;
    const RESOURCES: &'static [&'static str] =
        &["acs:ecs:{region}:{account}:instance/{InstanceId.N}"];
    const FAULTS: &'static [Fault] =
        &[NO_INSTANCES, OTHER_REGIONS, PROTECTED, BAD_STATE, MANY_IDS, DRY_RUN_OF_INSTANCES];
    const REPEATS: Option<Repeats> = Some(Repeats::USUAL);
    type Response = Value;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Given::read(p, READS).map(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Value> {
        calls::run(cx, Self::NAME, &self.0, work)
    }
}

fn work(cx: &mut Cx<'_>, it: &Given) -> Result<Value> {
    let (account, region) = (cx.account().to_owned(), calls::region(cx, it));
    for id in it.list("InstanceId").unwrap_or_default() {
        let found = resources::one(cx.tx, &INSTANCE, &account, &id)?.ok_or(NO_INSTANCES)?;
        if found.region != region {
            return Err(OTHER_REGIONS.into());
        }
        moves::delete(cx, it, &found)?;
    }
    Ok(calls::nothing())
}
