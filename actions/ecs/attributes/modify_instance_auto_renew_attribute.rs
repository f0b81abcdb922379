//! `ModifyInstanceAutoRenewAttribute` sets whether subscription instances are renewed by themselves.

use serde_json::Value;

use super::renewed_instances::{self, MANY_IDS};
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    ecs::{
        calls,
        faults::instances::{NO_INSTANCE, PREPAID},
        given::{Given, Parameter, flag, int, need, text},
        lists,
        tables::resources::{self, INSTANCE},
    },
};

/// What it reads.
const READS: &[Parameter] = &[
    need("RegionId"),
    need("InstanceId"),
    flag("AutoRenew"),
    int("Duration"),
    text("RenewalStatus"),
    text("PeriodUnit"),
];

pub(in crate::ecs) struct ModifyInstanceAutoRenewAttribute(Given);

impl Action for ModifyInstanceAutoRenewAttribute {
    const NAME: &'static str = "ModifyInstanceAutoRenewAttribute";
    const DOC: &'static str = "Sets whether subscription instances are renewed by themselves.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] =
        &["acs:ecs:{region}:{account}:instance/{InstanceId}"];
    const FAULTS: &'static [Fault] = &[NO_INSTANCE, PREPAID, MANY_IDS];
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
    // More than the query takes are refused here as well (assumed).
    for id in renewed_instances::ids(it)? {
        let mut found = lists::own(cx, &INSTANCE, it, &id, NO_INSTANCE)?;
        if found.text("InstanceChargeType") != "PrePaid" {
            return Err(PREPAID.into());
        }
        let renews = it.opt_flag("AutoRenew").unwrap_or(it.text("RenewalStatus") == "AutoRenewal");
        found.set("AutoRenew", renews);
        found.set("AutoRenewPeriod", it.int("Duration").unwrap_or(1));
        resources::put(cx.tx, &INSTANCE, &account, &found)?;
    }
    Ok(calls::nothing())
}
