//! `DescribeUserData` answers the user data of an instance.

use serde_json::{Value, json};

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
const READS: &[Parameter] = &[need("RegionId"), need("InstanceId")];

pub(in crate::ecs) struct DescribeUserData(Given);

impl Action for DescribeUserData {
    const NAME: &'static str = "DescribeUserData";
    const DOC: &'static str = "Answers the user data of an instance.";
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
    Ok(json!({
        "InstanceId": found.id, "RegionId": found.region, "UserData": found.text("UserData"),
    }))
}
