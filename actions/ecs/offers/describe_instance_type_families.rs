//! `DescribeInstanceTypeFamilies` lists families of instance types.

use serde_json::{Value, json};

use crate::{
    Access, Action, Cx, Fault, Params, Result,
    ecs::{
        calls, catalogue,
        faults::calls::NO_REGION,
        given::{Given, Parameter, need, text},
    },
};

/// What it reads.
const READS: &[Parameter] = &[need("RegionId"), text("Generation")];

pub(in crate::ecs) struct DescribeInstanceTypeFamilies(Given);

impl Action for DescribeInstanceTypeFamilies {
    const NAME: &'static str = "DescribeInstanceTypeFamilies";
    const DOC: &'static str = "Lists families of instance types.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = &["*"];
    const FAULTS: &'static [Fault] = &[NO_REGION];
    type Response = Value;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Given::read(p, READS).map(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Value> {
        calls::run(cx, Self::NAME, &self.0, work)
    }
}

#[expect(clippy::unnecessary_wraps, reason = "it is a `Work` as those of all actions")]
fn work(_: &mut Cx<'_>, it: &Given) -> Result<Value> {
    let mut rows: Vec<(&str, String)> =
        catalogue::types().iter().map(|one| (one.family(), one.generation_name())).collect();
    rows.sort_unstable();
    rows.dedup();
    rows.retain(|one| it.opt("Generation").is_none_or(|asked| one.1 == asked));
    let row = |(family, generation): (&str, String)| json!({"InstanceTypeFamilyId": family, "Generation": generation});
    let rows: Vec<Value> = rows.into_iter().map(row).collect();
    Ok(json!({"InstanceTypeFamilies": {"InstanceTypeFamily": rows}}))
}
