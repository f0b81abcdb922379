//! `AttachKeyPair` gives instances a key pair.

use serde_json::Value;

use super::bindings;
use crate::{
    Access, Action, Cx, Fault, Params, ResourceReader, Result,
    ecs::{
        calls,
        faults::keys::{BAD_INSTANCES, IS_WINDOWS, NO_PAIR},
        given::{Given, Parameter, need},
        policy_resources,
    },
};

/// What it reads.
const READS: &[Parameter] = &[need("RegionId"), need("KeyPairName"), need("InstanceIds")];

pub(in crate::ecs) struct AttachKeyPair(Given);

impl Action for AttachKeyPair {
    const NAME: &'static str = "AttachKeyPair";
    const DOC: &'static str = "Gives instances a key pair.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = &[
        "acs:ecs:{region}:{account}:keypair/{KeyPairName}",
        "acs:ecs:{region}:{account}:instance/{InstanceIds.N}",
    ];
    const RESOURCES_OF: Option<ResourceReader> = Some(policy_resources::PAIR_AND_INSTANCES);
    const FAULTS: &'static [Fault] = &[NO_PAIR, IS_WINDOWS, BAD_INSTANCES];
    type Response = Value;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Given::read(p, READS).map(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Value> {
        calls::run(cx, Self::NAME, &self.0, work)
    }
}

fn work(cx: &mut Cx<'_>, it: &Given) -> Result<Value> {
    bindings::bind(cx, it, true)
}
