//! `AllocatePublicIpAddress` gives an instance a public address.

use serde_json::{Value, json};

use crate::{
    Access, Action, Cx, Fault, Params, Result,
    ecs::{
        calls,
        faults::instances::{HAS_ADDRESS, NO_BANDWIDTH, NO_INSTANCE, STATE},
        given::{Given, Parameter, need, text},
        instances::creation,
        lists, network, states,
        tables::resources::{self, INSTANCE},
    },
};

/// What it reads.
const READS: &[Parameter] = &[need("InstanceId"), text("IpAddress")];

pub(in crate::ecs) struct AllocatePublicIpAddress(Given);

impl Action for AllocatePublicIpAddress {
    const NAME: &'static str = "AllocatePublicIpAddress";
    const DOC: &'static str = "Gives an instance a public address.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] =
        &["acs:ecs:{region}:{account}:instance/{InstanceId}"];
    const FAULTS: &'static [Fault] = &[NO_INSTANCE, STATE, HAS_ADDRESS, NO_BANDWIDTH];
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
    let mut found = lists::own(cx, &INSTANCE, it, it.text("InstanceId"), NO_INSTANCE)?;
    if !["Running", "Stopped"].contains(&states::of(&found, cx.now)) {
        return Err(STATE.into());
    }
    if !found.text("PublicIp").is_empty() || network::address_of(cx, &found.id)?.is_some() {
        return Err(HAS_ADDRESS.into());
    }
    if found.int("InternetMaxBandwidthOut") == 0 {
        return Err(NO_BANDWIDTH.into());
    }
    let address = creation::public_address(cx)?;
    found.set("PublicIp", address.as_str());
    resources::put(cx.tx, &INSTANCE, &account, &found)?;
    Ok(json!({"IpAddress": address}))
}
