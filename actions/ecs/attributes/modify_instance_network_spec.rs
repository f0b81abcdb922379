//! `ModifyInstanceNetworkSpec` changes the bandwidth of an instance.

use serde_json::Value;

use crate::{
    Access, Action, Cx, Fault, Params, Result,
    core::client_tokens::Repeats,
    ecs::{
        calls,
        faults::instances::{BAD_NEW_BANDWIDTH, NO_INSTANCE},
        given::{Given, Parameter, flag, int, need, text},
        instances::{choices, creation},
        lists, network,
        tables::resources::{self, INSTANCE},
    },
};

/// What it reads.
const READS: &[Parameter] = &[
    need("InstanceId"),
    int("InternetMaxBandwidthOut"),
    int("InternetMaxBandwidthIn"),
    text("NetworkChargeType"),
    flag("AllocatePublicIp"),
    flag("AutoPay"),
    text("ClientToken"),
];

pub(in crate::ecs) struct ModifyInstanceNetworkSpec(Given);

impl Action for ModifyInstanceNetworkSpec {
    const NAME: &'static str = "ModifyInstanceNetworkSpec";
    const DOC: &'static str = "Changes the bandwidth of an instance.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] =
        &["acs:ecs:{region}:{account}:instance/{InstanceId}"];
    const FAULTS: &'static [Fault] = &[NO_INSTANCE, BAD_NEW_BANDWIDTH];
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
    let account = cx.account().to_owned();
    let mut found = lists::own(cx, &INSTANCE, it, it.text("InstanceId"), NO_INSTANCE)?;
    if let Some(out) = it.int("InternetMaxBandwidthOut") {
        if !(0..=100).contains(&out) {
            return Err(BAD_NEW_BANDWIDTH.into());
        }
        found.set("InternetMaxBandwidthOut", out);
        let into = choices::bandwidth_in(it.int("InternetMaxBandwidthIn"), out);
        found.set("InternetMaxBandwidthIn", into);
    }
    if let Some(kind) = it.opt("NetworkChargeType") {
        found.set("InternetChargeType", kind);
    }
    let wants = it.flag("AllocatePublicIp") && found.int("InternetMaxBandwidthOut") > 0;
    if wants && found.text("PublicIp").is_empty() && network::address_of(cx, &found.id)?.is_none() {
        let address = creation::public_address(cx)?;
        found.set("PublicIp", address);
    }
    resources::put(cx.tx, &INSTANCE, &account, &found)?;
    Ok(calls::nothing())
}
