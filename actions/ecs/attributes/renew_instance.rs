//! `RenewInstance` pays for a subscription instance for longer.

use serde_json::{Value, json};

use super::paying;
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    core::client_tokens::Repeats,
    ecs::{
        calls,
        faults::instances::{NO_INSTANCE, PREPAID},
        given::{Given, Parameter, int, need, text},
        lists,
        tables::resources::{self, INSTANCE},
    },
    shared::ids,
};

/// What it reads.
const READS: &[Parameter] =
    &[need("InstanceId"), int("Period"), text("PeriodUnit"), text("ClientToken")];

pub(in crate::ecs) struct RenewInstance(Given);

impl Action for RenewInstance {
    const NAME: &'static str = "RenewInstance";
    const DOC: &'static str = "Pays for a subscription instance for longer.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] =
        &["acs:ecs:{region}:{account}:instance/{InstanceId}"];
    const FAULTS: &'static [Fault] = &[NO_INSTANCE, PREPAID];
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
    let mut found = lists::own(cx, &INSTANCE, it, it.text("InstanceId"), NO_INSTANCE)?;
    if found.text("InstanceChargeType") != "PrePaid" {
        return Err(PREPAID.into());
    }
    let until = paying::longer(found.text("ExpiredTime"), cx.now, it);
    found.set("ExpiredTime", until);
    resources::put(cx.tx, &INSTANCE, &account, &found)?;
    let order = ids::digits(cx.random, 15);
    Ok(json!({"OrderId": order}))
}
