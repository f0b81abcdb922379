//! `GetInstanceConsoleOutput` answers what an instance wrote to its console; there is no machine that would.

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::{Value, json};

use crate::Access;
use crate::Action;
use crate::Cx;
use crate::Fault;
use crate::Params;
use crate::Result;
use crate::ecs::calls;
use crate::ecs::faults::instances::NO_INSTANCE;
use crate::ecs::given::Given;
use crate::ecs::given::Parameter;
use crate::ecs::given::flag;
use crate::ecs::given::need;
use crate::ecs::lists;
use crate::ecs::tables::resources::INSTANCE;
use crate::shared::format;

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
    cx.hint("There is no machine behind an instance, which would write to its console.");
    let text = format!("{} login: \n", found.text("HostName"));
    Ok(json!({
        "InstanceId": found.id,
        "LastUpdateTime": format::iso(cx.now),
        "ConsoleOutput": STANDARD.encode(text),
    }))
}
