//! `DetachNetworkInterface` detaches a secondary network interface from its instance.

use serde_json::Value;

use super::finding;
use super::holding;
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    ecs::{
        calls,
        faults::interfaces::{NO_INSTANCE, NO_INTERFACE, PRIMARY, STATE},
        given::{Given, Parameter, need},
        states,
        tables::resources::{self, INTERFACE},
    },
};

/// What it reads.
const READS: &[Parameter] = &[need("RegionId"), need("NetworkInterfaceId"), need("InstanceId")];

pub(in crate::ecs) struct DetachNetworkInterface(Given);

impl Action for DetachNetworkInterface {
    const NAME: &'static str = "DetachNetworkInterface";
    const DOC: &'static str = "Detaches a secondary network interface from its instance.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = &[
        "acs:ecs:{region}:{account}:eni/{NetworkInterfaceId}",
        "acs:ecs:{region}:{account}:instance/{InstanceId}",
    ];
    const FAULTS: &'static [Fault] = &[NO_INTERFACE, NO_INSTANCE, PRIMARY, STATE];
    type Response = Value;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Given::read(p, READS).map(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Value> {
        calls::run(cx, Self::NAME, &self.0, work)
    }
}

fn work(cx: &mut Cx<'_>, it: &Given) -> Result<Value> {
    let account = cx.account().to_owned();
    let mut found = finding::own(cx, it)?;
    let instance = finding::instance(cx, it)?;
    if found.text("Type") == "Primary" {
        return Err(PRIMARY.with(&found.id));
    }
    if found.holder != instance.id || states::of(&found, cx.now) != "InUse" {
        return Err(STATE.with(&found.id));
    }
    holding::detach(cx, &mut found)?;
    resources::put(cx.tx, &INTERFACE, &account, &found)?;
    Ok(calls::nothing())
}
