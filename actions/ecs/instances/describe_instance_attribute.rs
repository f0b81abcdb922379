//! `DescribeInstanceAttribute` answers an instance.

use serde_json::{Value, json};

use super::instance_rows;
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    ecs::{
        calls,
        faults::instances::NO_INSTANCE,
        given::{Given, Parameter, need},
        lists,
        tables::resources::INSTANCE,
    },
};

/// What it reads.
const READS: &[Parameter] = &[need("InstanceId")];

pub(in crate::ecs) struct DescribeInstanceAttribute(Given);

impl Action for DescribeInstanceAttribute {
    const NAME: &'static str = "DescribeInstanceAttribute";
    const DOC: &'static str = "Answers an instance.";
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
    let all = instance_rows::interfaces(cx, &found)?;
    let mut row = Value::Object(instance_rows::shared(cx, &found, &all)?);
    row["IoOptimized"] = "optimized".into();
    row["EnableJumboFrame"] = found.flag("EnableJumboFrame").into();
    row["DedicatedHostAttribute"] = json!({"DedicatedHostId": "", "DedicatedHostName": ""});
    row["NetworkOptions"] =
        json!({"BandwidthWeighting": "", "EnableJumboFrame": found.flag("EnableJumboFrame")});
    Ok(row)
}
