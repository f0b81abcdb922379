//! `ModifyInstanceSpec` changes the type or the bandwidth of an instance.

use serde_json::Value;

use crate::{
    Access, Action, Cx, Fault, Params, Result,
    core::client_tokens::Repeats,
    ecs::{
        calls, catalogue,
        faults::{
            instances::{
                BAD_BANDWIDTH, BAD_TYPE, NO_INSTANCE, NO_STOCK, NOT_STOPPED, OTHER_ARCHITECTURE,
                PREPAID,
            },
            interfaces::MANY_FOR_TYPE,
        },
        given::{Given, Parameter, flag, int, need, text},
        instances::choices,
        limits, lists, states,
        tables::resources::{self, INSTANCE, INTERFACE},
    },
};

/// What it reads.
const READS: &[Parameter] = &[
    need("InstanceId"),
    text("InstanceType"),
    int("InternetMaxBandwidthOut"),
    int("InternetMaxBandwidthIn"),
    text("SystemDisk.Category"),
    flag("AllowMigrateAcrossZone"),
    flag("Async"),
    flag("DryRun"),
    text("ClientToken"),
];

pub(in crate::ecs) struct ModifyInstanceSpec(Given);

impl Action for ModifyInstanceSpec {
    const NAME: &'static str = "ModifyInstanceSpec";
    const DOC: &'static str = "Changes the type or the bandwidth of an instance.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] =
        &["acs:ecs:{region}:{account}:instance/{InstanceId}"];
    const FAULTS: &'static [Fault] =
        &[NO_INSTANCE, NOT_STOPPED, BAD_TYPE, OTHER_ARCHITECTURE, MANY_FOR_TYPE, PREPAID];
    const REPEATS: Option<Repeats> = Some(calls::repeats(
        400,
        "IdempotenceParamNotMatch",
        "There is a idempotence signature mismatch between this and last request.",
    ));
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
    if found.text("InstanceChargeType") == "PrePaid" {
        return Err(PREPAID.into());
    }
    if let Some(id) = it.opt("InstanceType") {
        let kind = catalogue::instance_type(id).ok_or(BAD_TYPE)?;
        if states::of(&found, cx.now) != "Stopped" {
            return Err(NOT_STOPPED.into());
        }
        // The image of the instance is for the processors of the type that it has.
        let now = catalogue::instance_type(found.text("InstanceType"));
        if now.is_some_and(|it| it.architecture != kind.architecture) {
            return Err(OTHER_ARCHITECTURE.into());
        }
        let held = resources::held(cx.tx, &INTERFACE, &account, &found.id)?.len();
        if i64::try_from(held).unwrap_or(i64::MAX) > kind.interfaces {
            return Err(MANY_FOR_TYPE.with(&found.id));
        }
        let zone = found.zone.clone();
        if limits::is_sold_out(cx, &zone, kind.id)? {
            return Err(NO_STOCK.into());
        }
        found.set("InstanceType", kind.id);
        found.set("Cpu", kind.cores);
        if !kind.is_burstable() {
            found.set("CreditSpecification", "");
        }
    }
    if let Some(out) = it.int("InternetMaxBandwidthOut") {
        if !(0..=100).contains(&out) {
            return Err(BAD_BANDWIDTH.into());
        }
        found.set("InternetMaxBandwidthOut", out);
        let into = choices::bandwidth_in(it.int("InternetMaxBandwidthIn"), out);
        found.set("InternetMaxBandwidthIn", into);
    } else if let Some(into) = it.int("InternetMaxBandwidthIn") {
        found.set("InternetMaxBandwidthIn", into);
    }
    resources::put(cx.tx, &INSTANCE, &account, &found)?;
    Ok(calls::nothing())
}
