//! `DescribeInstanceMaintenanceAttributes` lists what is done with instances in maintenance.

use serde_json::{Value, json};

use crate::{
    Access, Action, Cx, Params, Result,
    ecs::{
        calls,
        given::{Given, Parameter, list, need, page},
        lists::{self, Among, Paging},
        tables::resources::{INSTANCE, Resource},
    },
};

/// What it reads.
const READS: &[Parameter] = &[need("RegionId"), list("InstanceId", 100), page(100)];

pub(in crate::ecs) struct DescribeInstanceMaintenanceAttributes(Given);

impl Action for DescribeInstanceMaintenanceAttributes {
    const NAME: &'static str = "DescribeInstanceMaintenanceAttributes";
    const DOC: &'static str = "Lists what is done with instances in maintenance.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = &["acs:ecs:{region}:{account}:instance/*"];
    type Response = Value;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Given::read(p, READS).map(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Value> {
        calls::run(cx, Self::NAME, &self.0, work)
    }
}

fn work(cx: &mut Cx<'_>, it: &Given) -> Result<Value> {
    let among = it.list("InstanceId").map_or(Among::All, Among::Ids);
    let (found, totals) = lists::find(cx, &INSTANCE, it, among, None)?;
    let row = |one: &Resource| {
        let action = match one.text("Maintenance") {
            "" => "AutoRecover",
            action => action,
        };
        let windows = one.body.get("MaintenanceWindows").cloned().unwrap_or_else(|| json!([]));
        json!({
            "InstanceId": one.id,
            "NotifyOnMaintenance": one.flag("NotifyOnMaintenance"),
            "ActionOnMaintenance": {
                "DefaultValue": "AutoRecover",
                "Value": action,
                "SupportedValues": {"SupportedValue": ["Stop", "AutoRecover", "AutoRedeploy"]},
            },
            "MaintenanceWindows": {"MaintenanceWindow": windows},
        })
    };
    let rows = found.iter().map(row).collect();
    let names = ("MaintenanceAttributes", "MaintenanceAttribute");
    Ok(Value::Object(Paging::of(it).answer(names, rows, totals)))
}
