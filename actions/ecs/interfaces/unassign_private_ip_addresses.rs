//! `UnassignPrivateIpAddresses` takes private addresses from a network interface.

use serde_json::Value;

use super::finding;
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    ecs::{
        calls,
        faults::interfaces::{NO_INTERFACE, NOT_ASSIGNED, PRIMARY_ADDRESS},
        given::{Given, Parameter, need, need_list},
        network,
        tables::resources::{self, INTERFACE},
    },
};

/// What it reads.
const READS: &[Parameter] =
    &[need("RegionId"), need("NetworkInterfaceId"), need_list("PrivateIpAddress", 49)];

pub(in crate::ecs) struct UnassignPrivateIpAddresses(Given);

impl Action for UnassignPrivateIpAddresses {
    const NAME: &'static str = "UnassignPrivateIpAddresses";
    const DOC: &'static str = "Takes private addresses from a network interface.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] =
        &["acs:ecs:{region}:{account}:eni/{NetworkInterfaceId}"];
    const FAULTS: &'static [Fault] = &[NO_INTERFACE, NOT_ASSIGNED, PRIMARY_ADDRESS];
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
    let mut found = finding::settled(cx, it)?;
    let mut all = found.texts("Addresses");
    for address in it.list("PrivateIpAddress").unwrap_or_default() {
        match all.iter().position(|it| *it == address) {
            None => return Err(NOT_ASSIGNED.with(&address)),
            Some(0) => return Err(PRIMARY_ADDRESS.with(&address)),
            Some(at) => drop(all.remove(at)),
        }
        network::give_back(cx, &found.subnet, &address)?;
    }
    found.set("Addresses", all);
    resources::put(cx.tx, &INTERFACE, &account, &found)?;
    Ok(calls::nothing())
}
