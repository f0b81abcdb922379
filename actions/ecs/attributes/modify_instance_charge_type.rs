//! `ModifyInstanceChargeType` changes how instances are paid.

use serde_json::{Value, json};

use super::paying;
use crate::{
    Access, Action, Cx, Fault, Params, ResourceReader, Result,
    core::client_tokens::Repeats,
    ecs::{
        calls,
        faults::instances::{BAD_MODIFIED_CHARGE, NO_INSTANCE},
        given::{Given, Parameter, flag, int, need, text},
        lists, policy_resources,
        tables::resources::{self, INSTANCE},
    },
    shared::ids,
};

/// What it reads.
const READS: &[Parameter] = &[
    need("RegionId"),
    need("InstanceIds"),
    text("InstanceChargeType"),
    int("Period"),
    text("PeriodUnit"),
    flag("IncludeDataDisks"),
    flag("AutoPay"),
    flag("DryRun"),
    text("ClientToken"),
];

pub(in crate::ecs) struct ModifyInstanceChargeType(Given);

impl Action for ModifyInstanceChargeType {
    const NAME: &'static str = "ModifyInstanceChargeType";
    const DOC: &'static str = "Changes how instances are paid.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] =
        &["acs:ecs:{region}:{account}:instance/{InstanceIds.N}"];
    const RESOURCES_OF: Option<ResourceReader> = Some(policy_resources::INSTANCES_IN_JSON);
    const FAULTS: &'static [Fault] = &[NO_INSTANCE, BAD_MODIFIED_CHARGE];
    const REPEATS: Option<Repeats> = Some(Repeats::USUAL);
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
    let kind = it.opt("InstanceChargeType").unwrap_or("PrePaid");
    if !["PrePaid", "PostPaid"].contains(&kind) {
        return Err(BAD_MODIFIED_CHARGE.into());
    }
    for id in lists::json_list(it, "InstanceIds")?.unwrap_or_default() {
        let mut found = lists::own(cx, &INSTANCE, it, &id, NO_INSTANCE)?;
        found.set("InstanceChargeType", kind);
        let until = paying::until(cx.now, it, kind == "PrePaid");
        found.set("ExpiredTime", until);
        resources::put(cx.tx, &INSTANCE, &account, &found)?;
    }
    let order = ids::digits(cx.random, 15);
    Ok(json!({"OrderId": order}))
}
