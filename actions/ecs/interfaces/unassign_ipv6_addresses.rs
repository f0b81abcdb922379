//! `UnassignIpv6Addresses` takes IPv6 addresses from a network interface.

use serde_json::Value;

use super::finding;
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    ecs::{
        calls,
        faults::interfaces::{NO_INTERFACE, NOT_ASSIGNED},
        given::{Given, Parameter, list, need},
        tables::resources::{self, INTERFACE},
    },
};

/// What it reads.
const READS: &[Parameter] =
    &[need("RegionId"), need("NetworkInterfaceId"), list("Ipv6Address", 10)];

pub(in crate::ecs) struct UnassignIpv6Addresses(Given);

impl Action for UnassignIpv6Addresses {
    const NAME: &'static str = "UnassignIpv6Addresses";
    const DOC: &'static str = "Takes IPv6 addresses from a network interface.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] =
        &["acs:ecs:{region}:{account}:eni/{NetworkInterfaceId}"];
    const FAULTS: &'static [Fault] = &[NO_INTERFACE, NOT_ASSIGNED];
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
    let mut all = found.texts("Ipv6");
    for address in it.list("Ipv6Address").unwrap_or_default() {
        let at = all.iter().position(|it| *it == address);
        all.remove(at.ok_or_else(|| NOT_ASSIGNED.with(&address))?);
    }
    found.set("Ipv6", all);
    resources::put(cx.tx, &INTERFACE, &account, &found)?;
    Ok(calls::nothing())
}
