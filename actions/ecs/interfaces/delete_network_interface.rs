//! `DeleteNetworkInterface` deletes a network interface that is not attached.

use serde_json::Value;

use super::finding;
use super::holding;
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    ecs::{
        calls,
        faults::interfaces::{NO_INTERFACE, PRIMARY, ROUTED, STATE},
        given::{Given, Parameter, need},
        network, states,
    },
};

/// What it reads.
const READS: &[Parameter] = &[need("RegionId"), need("NetworkInterfaceId")];

pub(in crate::ecs) struct DeleteNetworkInterface(Given);

impl Action for DeleteNetworkInterface {
    const NAME: &'static str = "DeleteNetworkInterface";
    const DOC: &'static str = "Deletes a network interface that is not attached.";
    const ACCESS: Access = Access::Delete;
    const RESOURCES: &'static [&'static str] =
        &["acs:ecs:{region}:{account}:eni/{NetworkInterfaceId}"];
    const FAULTS: &'static [Fault] = &[NO_INTERFACE, PRIMARY, STATE, ROUTED];
    type Response = Value;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Given::read(p, READS).map(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Value> {
        calls::run(cx, Self::NAME, &self.0, work)
    }
}

fn work(cx: &mut Cx<'_>, it: &Given) -> Result<Value> {
    let found = finding::own(cx, it)?;
    if found.text("Type") == "Primary" {
        return Err(PRIMARY.with(&found.id));
    }
    if states::of(&found, cx.now) != "Available" {
        return Err(STATE.with(&found.id));
    }
    if network::is_next_hop(cx, &found.id)? {
        return Err(ROUTED.with(&found.id));
    }
    holding::remove(cx, &found)?;
    Ok(calls::nothing())
}
