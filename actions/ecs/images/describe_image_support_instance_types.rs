//! `DescribeImageSupportInstanceTypes` lists the instance types that an image can be used with.

use serde_json::{Value, json};

use super::known;
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    ecs::{
        calls, catalogue,
        faults::images::NO_IMAGE,
        given::{Given, Parameter, each, need, text},
    },
};

/// What it reads.
const READS: &[Parameter] = &[
    need("RegionId"),
    text("ImageId"),
    text("ActionType"),
    each("Filter", 20, &[text("Key"), text("Value")]),
];

pub(in crate::ecs) struct DescribeImageSupportInstanceTypes(Given);

impl Action for DescribeImageSupportInstanceTypes {
    const NAME: &'static str = "DescribeImageSupportInstanceTypes";
    const DOC: &'static str = "Lists the instance types that an image can be used with.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = &["acs:ecs:{region}:{account}:image/{ImageId}"];
    const FAULTS: &'static [Fault] = &[NO_IMAGE];
    type Response = Value;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Given::read(p, READS).map(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Value> {
        calls::run(cx, Self::NAME, &self.0, work)
    }
}

fn work(cx: &mut Cx<'_>, it: &Given) -> Result<Value> {
    let region = calls::region(cx, it);
    let (found, _) = known::one(cx, &region, it.text("ImageId"))?.ok_or(NO_IMAGE)?;
    let arm = found.text("Architecture") == "arm64";
    let fits = catalogue::types().iter().filter(|it| (it.architecture == "ARM") == arm);
    let row = |it: &catalogue::InstanceType| {
        json!({
            "InstanceTypeId": it.id,
            "InstanceTypeFamily": it.family(),
            "CpuCoreCount": it.cores,
            "MemorySize": it.memory,
        })
    };
    let rows: Vec<Value> = fits.map(row).collect();
    Ok(json!({"ImageId": found.id, "RegionId": region, "InstanceTypes": {"InstanceType": rows}}))
}
