//! `DescribeInstanceTypes` lists instance types.

use serde_json::{Value, json};

use super::type_rows;
use crate::{
    Access, Action, Cx, Params, Result,
    ecs::{
        calls, catalogue,
        given::{Given, Parameter, int, list, results, text},
        lists::Paging,
    },
};

/// What it reads.
const READS: &[Parameter] = &[
    list("InstanceTypes", 10),
    text("InstanceTypeFamily"),
    text("CpuArchitecture"),
    text("InstanceFamilyLevel"),
    text("InstanceCategory"),
    text("NvmeSupport"),
    int("MinimumCpuCoreCount"),
    int("MaximumCpuCoreCount"),
    text("MinimumMemorySize"),
    text("MaximumMemorySize"),
    int("MinimumGPUAmount"),
    int("MaximumGPUAmount"),
    int("MinimumEniQuantity"),
    results(1600, 1, 1600),
];

pub(in crate::ecs) struct DescribeInstanceTypes(Given);

impl Action for DescribeInstanceTypes {
    const NAME: &'static str = "DescribeInstanceTypes";
    const DOC: &'static str = "Lists instance types.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = &["*"];
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
    let wanted = it.list("InstanceTypes");
    let is = |name: &str, value: &str| it.opt(name).is_none_or(|asked| asked == value);
    let at_least = |name: &str, value: i64| it.int(name).is_none_or(|least| value >= least);
    let at_most = |name: &str, value: i64| it.int(name).is_none_or(|most| value <= most);
    let decimal = |name: &str| it.opt(name).and_then(|it| it.parse::<f64>().ok());
    let all = catalogue::types().iter().zip(1_i64..).filter(|(one, _)| {
        let memory = f64::from(i32::try_from(one.memory).unwrap_or(i32::MAX));
        let nvme = if one.generation >= 8 { "required" } else { "unsupported" };
        wanted.as_ref().is_none_or(|all| all.iter().any(|id| id == one.id))
            && is("InstanceTypeFamily", one.family())
            && is("CpuArchitecture", one.architecture)
            && is("InstanceFamilyLevel", one.level)
            && is("InstanceCategory", &one.category())
            && is("NvmeSupport", nvme)
            && at_least("MinimumCpuCoreCount", one.cores)
            && at_most("MaximumCpuCoreCount", one.cores)
            && decimal("MinimumMemorySize").is_none_or(|least| memory >= least)
            && decimal("MaximumMemorySize").is_none_or(|most| memory <= most)
            && at_least("MinimumGPUAmount", one.gpus())
            && at_most("MaximumGPUAmount", one.gpus())
            && at_least("MinimumEniQuantity", one.interfaces)
    });
    // Tokens lead from great numbers to small ones.
    let numbered = all.map(|(one, number)| (one, i64::MAX - number)).collect();
    let (found, next) = Paging::of(it).cut(numbered, |it| it.1);
    let rows: Vec<Value> = found.into_iter().map(|(one, _)| type_rows::row(one)).collect();
    Ok(json!({"InstanceTypes": {"InstanceType": rows}, "NextToken": next.unwrap_or_default()}))
}
