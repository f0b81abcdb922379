//! `DescribeInstanceVncUrl` answers a URL for the console of an instance; there is no machine behind it.

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
use crate::ecs::given::need;
use crate::ecs::lists;
use crate::ecs::tables::resources::INSTANCE;
use crate::shared::ids;

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
    cx.hint("There is no machine behind an instance, and nothing at this URL.");
    let token = ids::hex(cx.random, 32);
    Ok(json!({"VncUrl": format!("wss://{}-vnc.ecs.aliyuncs.com/?s={token}", found.region)}))
}
