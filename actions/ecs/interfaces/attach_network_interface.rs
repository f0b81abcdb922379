//! `AttachNetworkInterface` attaches a network interface to an instance.

use serde_json::Value;

use super::finding;
use super::holding;
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    ecs::{
        calls,
        faults::interfaces::{
            INSTANCE_STATE, MANY_INTERFACES, NO_INSTANCE, NO_INTERFACE, OTHER_VPC, OTHER_ZONE,
            STATE,
        },
        given::{Given, Parameter, int, need},
        states,
        tables::resources::{self, INTERFACE},
    },
};

/// What it reads.
const READS: &[Parameter] =
    &[need("RegionId"), need("NetworkInterfaceId"), need("InstanceId"), int("NetworkCardIndex")];

pub(in crate::ecs) struct AttachNetworkInterface(Given);

impl Action for AttachNetworkInterface {
    const NAME: &'static str = "AttachNetworkInterface";
    const DOC: &'static str = "Attaches a network interface to an instance.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = &[
        "acs:ecs:{region}:{account}:eni/{NetworkInterfaceId}",
        "acs:ecs:{region}:{account}:instance/{InstanceId}",
    ];
    const FAULTS: &'static [Fault] =
        &[NO_INTERFACE, NO_INSTANCE, STATE, INSTANCE_STATE, OTHER_VPC, OTHER_ZONE, MANY_INTERFACES];
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
    if states::of(&found, cx.now) != "Available" {
        return Err(STATE.with(&found.id));
    }
    if found.network != instance.network {
        return Err(OTHER_VPC.with(&found.id));
    }
    if found.zone != instance.zone {
        return Err(OTHER_ZONE.with(&found.id));
    }
    let index = finding::next_index(cx, &instance)?;
    holding::attach(cx, &mut found, &instance.id, index)?;
    resources::put(cx.tx, &INTERFACE, &account, &found)?;
    Ok(calls::nothing())
}
