//! `GetInstanceConsoleOutput` answers what an instance wrote to its console; there is no machine that would.

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value, json};

use crate::{
    Access, Action, Cx, Fault, Params, Result,
    ecs::{
        calls,
        faults::instances::NO_INSTANCE,
        given::{Given, Parameter, flag, need},
        lists,
        machines::NO_MACHINE,
        tables::resources::INSTANCE,
    },
    shared::format,
};

/// What it reads.
const READS: &[Parameter] = &[need("RegionId"), need("InstanceId"), flag("RemoveSymbols")];

pub(in crate::ecs) struct GetInstanceConsoleOutput(Given);

impl Action for GetInstanceConsoleOutput {
    const NAME: &'static str = "GetInstanceConsoleOutput";
    const DOC: &'static str =
        "Answers what an instance wrote to its console; there is no machine that would.";
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
    let text = format!("{} login: \n", found.text("HostName"));
    Ok(json!({
        "InstanceId": found.id,
        "LastUpdateTime": format::iso(cx.now),
        "ConsoleOutput": STANDARD.encode(text),
    }))
}
