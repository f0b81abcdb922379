//! `AttachInstanceRamRole` gives instances a RAM role.

use serde_json::Value;

use super::instance_roles;
use crate::{
    Access, Action, Cx, Fault, Params, ResourceReader, Result,
    ecs::{
        calls,
        faults::instances::{BAD_IDS, NO_ROLE},
        given::{Given, Parameter, need},
        instances::choices,
        lists, policy_resources,
    },
};

/// What it reads.
const READS: &[Parameter] = &[need("RegionId"), need("RamRoleName"), need("InstanceIds")];

pub(in crate::ecs) struct AttachInstanceRamRole(Given);

impl Action for AttachInstanceRamRole {
    const NAME: &'static str = "AttachInstanceRamRole";
    const DOC: &'static str = "Gives instances a RAM role.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] =
        &["acs:ecs:{region}:{account}:instance/{InstanceIds.N}"];
    const RESOURCES_OF: Option<ResourceReader> = Some(policy_resources::INSTANCES_IN_JSON);
    const FAULTS: &'static [Fault] = &[NO_ROLE, BAD_IDS];
    type Response = Value;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Given::read(p, READS).map(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Value> {
        calls::run(cx, Self::NAME, &self.0, work)
    }
}

fn work(cx: &mut Cx<'_>, it: &Given) -> Result<Value> {
    let ids = lists::json_list(it, "InstanceIds")?.unwrap_or_default();
    choices::check_role(cx, it.text("RamRoleName"))?;
    instance_roles::bind(cx, it, (&ids, true))
}
