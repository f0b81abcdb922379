//! `DescribeInstanceAttachmentAttributes` lists the private pools that instances are attached to.

use serde_json::{Value, json};

use crate::Access;
use crate::Action;
use crate::Cx;
use crate::Fault;
use crate::Params;
use crate::Result;
use crate::ecs::calls;
use crate::ecs::faults::instances::BAD_IDS;
use crate::ecs::given::Given;
use crate::ecs::given::Parameter;
use crate::ecs::given::need;
use crate::ecs::given::page;
use crate::ecs::lists;
use crate::ecs::lists::Among;
use crate::ecs::lists::Paging;
use crate::ecs::tables::resources::INSTANCE;
use crate::ecs::tables::resources::Resource;

/// What it reads.
const READS: &[Parameter] = &[need("RegionId"), need("InstanceIds"), page(100)];

pub(in crate::ecs) struct DescribeInstanceAttachmentAttributes(Given);

impl Action for DescribeInstanceAttachmentAttributes {
    const NAME: &'static str = "DescribeInstanceAttachmentAttributes";
    const DOC: &'static str = "Lists the private pools that instances are attached to.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = &["acs:ecs:{region}:{account}:instance/*"];
    const FAULTS: &'static [Fault] = &[BAD_IDS];
    type Response = Value;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Given::read(p, READS).map(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Value> {
        calls::run(cx, Self::NAME, &self.0, work)
    }
}

fn work(cx: &mut Cx<'_>, it: &Given) -> Result<Value> {
    let among = Among::Ids(lists::json_list(it, "InstanceIds")?.unwrap_or_default());
    let (found, totals) = lists::find(cx, &INSTANCE, it, among, None)?;
    let row = |one: &Resource| {
        json!({
            "InstanceId": one.id,
            "PrivatePoolOptionsMatchCriteria": one.text("PoolMatch"),
            "PrivatePoolOptionsId": one.text("PoolId"),
        })
    };
    let rows = found.iter().map(row).collect();
    Ok(Value::Object(Paging::of(it).answer(("Instances", "Instance"), rows, totals)))
}
