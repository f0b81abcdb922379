//! `DescribeInstanceStatus` lists the states of instances.

use serde_json::{Value, json};

use crate::{
    Access, Action, Cx, Fault, Params, Result,
    ecs::{
        calls,
        faults::calls::NO_REGION,
        given::{Given, Parameter, list, need, page, text},
        lists::{self, Among, Paging},
        states,
        tables::resources::{INSTANCE, Resource},
    },
    ports::store::Tx,
};

/// What it reads.
const READS: &[Parameter] =
    &[need("RegionId"), list("InstanceId", 100), text("ZoneId"), text("ClusterId"), page(50)];

pub(in crate::ecs) struct DescribeInstanceStatus(Given);

impl Action for DescribeInstanceStatus {
    const NAME: &'static str = "DescribeInstanceStatus";
    const DOC: &'static str = "Lists the states of instances.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = &["acs:ecs:{region}:{account}:instance/*"];
    const FAULTS: &'static [Fault] = &[NO_REGION];
    type Response = Value;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Given::read(p, READS).map(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Value> {
        calls::run(cx, Self::NAME, &self.0, work)
    }
}

fn work(cx: &mut Cx<'_>, it: &Given) -> Result<Value> {
    // An id that is not there is left out (assumed).
    let among = it.list("InstanceId").map_or(Among::All, Among::Ids);
    let mut keep =
        |_: &mut dyn Tx, one: &Resource| Ok(it.opt("ZoneId").is_none_or(|zone| one.zone == zone));
    let keep: Option<lists::Keep<'_>> = if it.has("ZoneId") { Some(&mut keep) } else { None };
    let (found, totals) = lists::find(cx, &INSTANCE, it, among, keep)?;
    let row = |one: &Resource| json!({"InstanceId": one.id, "Status": states::of(one, cx.now)});
    let rows = found.iter().map(row).collect();
    Ok(Value::Object(Paging::of(it).answer(("InstanceStatuses", "InstanceStatus"), rows, totals)))
}
