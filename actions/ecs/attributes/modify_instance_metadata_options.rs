//! `ModifyInstanceMetadataOptions` sets how the metadata service answers an instance.

use serde_json::Value;

use crate::{
    Access, Action, Cx, Fault, Params, Result,
    ecs::{
        calls,
        faults::instances::{BAD_ENDPOINT, BAD_TOKENS, NO_INSTANCE},
        given::{Given, Parameter, need, text, within},
        instances::choices,
        lists,
        tables::resources::{self, INSTANCE},
    },
};

/// What it reads.
const READS: &[Parameter] = &[
    need("RegionId"),
    text("InstanceId"),
    need("HttpEndpoint"),
    text("HttpTokens"),
    within("HttpPutResponseHopLimit", 1, 64),
];

pub(in crate::ecs) struct ModifyInstanceMetadataOptions(Given);

impl Action for ModifyInstanceMetadataOptions {
    const NAME: &'static str = "ModifyInstanceMetadataOptions";
    const DOC: &'static str = "Sets how the metadata service answers an instance.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] =
        &["acs:ecs:{region}:{account}:instance/{InstanceId}"];
    const FAULTS: &'static [Fault] = &[NO_INSTANCE, BAD_ENDPOINT, BAD_TOKENS];
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
    choices::check_metadata(it)?;
    let mut found = lists::own(cx, &INSTANCE, it, it.text("InstanceId"), NO_INSTANCE)?;
    for name in ["HttpEndpoint", "HttpTokens"] {
        if let Some(text) = it.opt(name) {
            found.set(name, text);
        }
    }
    if let Some(hops) = it.int("HttpPutResponseHopLimit") {
        found.set("HopLimit", hops);
    }
    resources::put(cx.tx, &INSTANCE, &account, &found)?;
    Ok(calls::nothing())
}
