//! `DescribeInstanceRamRole` lists the RAM roles of instances.

use serde_json::{Value, json};

use crate::{
    Access, Action, Cx, Fault, Params, ResourceReader, Result,
    ecs::{
        calls,
        faults::instances::BAD_IDS,
        given::{Given, Parameter, need, page, text},
        lists::{self, Among},
        policy_resources,
        tables::resources::{INSTANCE, Resource},
    },
    ports::store::Tx,
};

/// What it reads.
const READS: &[Parameter] = &[need("RegionId"), text("InstanceIds"), text("RamRoleName"), page(50)];

pub(in crate::ecs) struct DescribeInstanceRamRole(Given);

impl Action for DescribeInstanceRamRole {
    const NAME: &'static str = "DescribeInstanceRamRole";
    const DOC: &'static str = "Lists the RAM roles of instances.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] =
        &["acs:ecs:{region}:{account}:instance/{InstanceIds.N}"];
    const RESOURCES_OF: Option<ResourceReader> = Some(policy_resources::INSTANCES_IN_JSON);
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
    let ids = lists::json_list(it, "InstanceIds")?;
    let asked = ids.is_some();
    let among = ids.map_or(Among::All, Among::Ids);
    let mut keep = |_: &mut dyn Tx, one: &Resource| {
        let role = one.text("RamRoleName");
        Ok(it.opt("RamRoleName").is_none_or(|name| name == role) && (asked || !role.is_empty()))
    };
    let keep: Option<lists::Keep<'_>> = Some(&mut keep);
    let (found, (total, _)) = lists::find(cx, &INSTANCE, it, among, keep)?;
    // An instance without a role that is asked for has a row with an empty name (assumed).
    let row =
        |one: &Resource| json!({"InstanceId": one.id, "RamRoleName": one.text("RamRoleName")});
    let rows: Vec<Value> = found.iter().map(row).collect();
    Ok(json!({
        "RegionId": calls::region(cx, it),
        "TotalCount": total,
        "InstanceRamRoleSets": {"InstanceRamRoleSet": rows},
    }))
}
