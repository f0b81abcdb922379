//! `DeleteInstances` deletes instances with what goes with them.

use serde_json::Value;

use super::moves;
use crate::{
    Access, Action, Cx, Fault, Params, ResourceReader, Result,
    core::client_tokens::Repeats,
    ecs::{
        calls,
        faults::{
            calls::DRY_RUN_OF_INSTANCES,
            instances::{BAD_STATE, MANY_IDS, NO_INSTANCES, OTHER_REGIONS, PROTECTED},
        },
        given::{Given, Parameter, flag, need, need_list, text},
        policy_resources,
        tables::resources::{self, INSTANCE},
    },
};

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
    const RESOURCES_OF: Option<ResourceReader> = Some(policy_resources::INSTANCES);
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
