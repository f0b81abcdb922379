//! `RenewInstance` pays for a subscription instance for longer.

use serde_json::{Value, json};

use super::paying;
use crate::Access;
use crate::Action;
use crate::Cx;
use crate::Fault;
use crate::Params;
use crate::Result;
use crate::core::client_tokens::Repeats;
use crate::ecs::calls;
use crate::ecs::faults::instances::NO_INSTANCE;
use crate::ecs::faults::instances::PREPAID;
use crate::ecs::given::Given;
use crate::ecs::given::Parameter;
use crate::ecs::given::int;
use crate::ecs::given::need;
use crate::ecs::given::text;
use crate::ecs::lists;
use crate::ecs::tables::resources;
use crate::ecs::tables::resources::INSTANCE;
use crate::shared::ids;

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
    let until = paying::until(cx.now, it, true);
    found.set("ExpiredTime", until);
    resources::put(cx.tx, &INSTANCE, &account, &found)?;
    let order = ids::digits(cx.random, 15);
    Ok(json!({"OrderId": order}))
}
