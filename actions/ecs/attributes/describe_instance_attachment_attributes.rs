//! `DescribeInstanceAttachmentAttributes` lists the private pools that instances are attached to.

use serde_json::{Value, json};

use crate::{
    Access, Action, Cx, Fault, Params, ResourceReader, Result, Wording,
    ecs::{
        calls,
        faults::{self, instances::BAD_ATTACHED_IDS},
        given::{Given, Parameter, need, page},
        lists::{self, Among, Paging},
        policy_resources,
        tables::resources::{INSTANCE, Resource},
    },
};

/// What it reads.
const READS: &[Parameter] = &[need("RegionId"), need("InstanceIds"), page(100)];

/// A call without a region.
const NO_REGION_ID: Fault = Fault {
    status: 400,
    code: "MissingParameter.RegionId",
    message: "The specified RegionId should not be null.",
};

pub(in crate::ecs) struct DescribeInstanceAttachmentAttributes(Given);

impl Action for DescribeInstanceAttachmentAttributes {
    const NAME: &'static str = "DescribeInstanceAttachmentAttributes";
    const DOC: &'static str = "Lists the private pools that instances are attached to.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] =
        &["acs:ecs:{region}:{account}:instance/{InstanceIds.N}"];
    const RESOURCES_OF: Option<ResourceReader> = Some(policy_resources::INSTANCES_IN_JSON);
    const FAULTS: &'static [Fault] = &[BAD_ATTACHED_IDS, NO_REGION_ID];
    const WORDING: Option<Wording> = Some(|bad| faults::without_region(bad, NO_REGION_ID));
    type Response = Value;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Given::read(p, READS).map(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Value> {
        calls::run(cx, Self::NAME, &self.0, work)
    }
}

fn work(cx: &mut Cx<'_>, it: &Given) -> Result<Value> {
    let ids = lists::json_list(it, "InstanceIds").map_err(|_| BAD_ATTACHED_IDS)?;
    let among = Among::Ids(ids.unwrap_or_default());
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
