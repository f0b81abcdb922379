//! `DescribeInstanceVncUrl` answers a URL for the console of an instance; there is no machine behind it.

use serde_json::{Value, json};

use crate::{
    Access, Action, Cx, Fault, Params, Result,
    ecs::{
        calls,
        faults::instances::NO_INSTANCE,
        given::{Given, Parameter, need},
        lists,
        machines::NO_MACHINE,
        tables::resources::INSTANCE,
    },
    shared::ids,
};

/// What it reads.
const READS: &[Parameter] = &[need("RegionId"), need("InstanceId")];

pub(in crate::ecs) struct DescribeInstanceVncUrl(Given);

impl Action for DescribeInstanceVncUrl {
    const NAME: &'static str = "DescribeInstanceVncUrl";
    const DOC: &'static str =
        "Answers a URL for the console of an instance; there is no machine behind it.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] =
        &["acs:ecs:{region}:{account}:instance/{InstanceId}"];
    const FAULTS: &'static [Fault] = &[NO_INSTANCE];
    type Response = Value;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Given::read(p, READS).map(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Value> {
        calls::run(cx, Self::NAME, &self.0, work)
    }
}

fn work(cx: &mut Cx<'_>, it: &Given) -> Result<Value> {
    let found = lists::own(cx, &INSTANCE, it, it.text("InstanceId"), NO_INSTANCE)?;
    cx.hint(NO_MACHINE);
    let token = ids::hex(cx.random, 32);
    Ok(json!({"VncUrl": format!("wss://{}-vnc.ecs.aliyuncs.com/?s={token}", found.region)}))
}
