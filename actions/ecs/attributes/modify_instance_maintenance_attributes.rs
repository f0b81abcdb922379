//! `ModifyInstanceMaintenanceAttributes` sets what is done with instances in maintenance.

use serde_json::{Value, json};

use crate::{
    Access, Action, Cx, Fault, Params, ResourceReader, Result,
    ecs::{
        calls,
        faults::instances::{BAD_ACTION, NO_INSTANCE},
        given::{Given, Parameter, each, flag, list, need, text},
        lists, policy_resources,
        tables::resources::{self, INSTANCE},
    },
};

/// What it reads.
const READS: &[Parameter] = &[
    need("RegionId"),
    list("InstanceId", 100),
    text("ActionOnMaintenance"),
    flag("NotifyOnMaintenance"),
    each("MaintenanceWindow", 10, &[text("StartTime"), text("EndTime")]),
];

pub(in crate::ecs) struct ModifyInstanceMaintenanceAttributes(Given);

impl Action for ModifyInstanceMaintenanceAttributes {
    const NAME: &'static str = "ModifyInstanceMaintenanceAttributes";
    const DOC: &'static str = "Sets what is done with instances in maintenance.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] =
        &["acs:ecs:{region}:{account}:instance/{InstanceId.N}"];
    const RESOURCES_OF: Option<ResourceReader> = Some(policy_resources::INSTANCES);
    const FAULTS: &'static [Fault] = &[NO_INSTANCE, BAD_ACTION];
    type Response = Value;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Given::read(p, READS).map(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Value> {
        calls::run(cx, Self::NAME, &self.0, work)
    }
}

fn work(cx: &mut Cx<'_>, it: &Given) -> Result<Value> {
    let account = cx.account().to_owned();
    let action = it.opt("ActionOnMaintenance");
    if action.is_some_and(|it| !["Stop", "AutoRecover", "AutoRedeploy"].contains(&it)) {
        return Err(BAD_ACTION.into());
    }
    for id in it.list("InstanceId").unwrap_or_default() {
        let mut found = lists::own(cx, &INSTANCE, it, &id, NO_INSTANCE)?;
        if let Some(action) = action {
            found.set("Maintenance", action);
        }
        if let Some(flag) = it.opt_flag("NotifyOnMaintenance") {
            found.set("NotifyOnMaintenance", flag);
        }
        let window = |one: &Given| json!({"StartTime": one.text("StartTime"), "EndTime": one.text("EndTime")});
        let windows: Vec<Value> = it.each("MaintenanceWindow").iter().map(window).collect();
        if !windows.is_empty() {
            found.set("MaintenanceWindows", windows);
        }
        resources::put(cx.tx, &INSTANCE, &account, &found)?;
    }
    Ok(calls::nothing())
}
