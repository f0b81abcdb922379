//! `ModifyInstanceSpec` changes the type or the bandwidth of an instance.

use serde_json::Value;

use crate::Access;
use crate::Action;
use crate::Cx;
use crate::Fault;
use crate::Params;
use crate::Result;
use crate::core::client_tokens::Repeats;
use crate::ecs::calls;
use crate::ecs::catalogue;
use crate::ecs::faults::instances::BAD_BANDWIDTH;
use crate::ecs::faults::instances::BAD_TYPE;
use crate::ecs::faults::instances::NO_INSTANCE;
use crate::ecs::faults::instances::NO_STOCK;
use crate::ecs::faults::instances::PREPAID;
use crate::ecs::faults::instances::STATE;
use crate::ecs::given::Given;
use crate::ecs::given::Parameter;
use crate::ecs::given::flag;
use crate::ecs::given::int;
use crate::ecs::given::need;
use crate::ecs::given::text;
use crate::ecs::instances::choices;
use crate::ecs::limits;
use crate::ecs::lists;
use crate::ecs::states;
use crate::ecs::tables::resources;
use crate::ecs::tables::resources::INSTANCE;

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
    const FAULTS: &'static [Fault] = &[NO_INSTANCE, STATE, BAD_TYPE, PREPAID];
    const REPEATS: Option<Repeats> = calls::repeats(400, "IdempotenceParamNotMatch");
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
            return Err(STATE.into());
        }
        let zone = found.zone.clone();
        if limits::stock(cx, &zone, kind.id)? == Some(0) {
            return Err(NO_STOCK.into());
        }
        found.set("InstanceType", kind.id);
        found.set("Cpu", kind.cores);
    }
    if let Some(out) = it.int("InternetMaxBandwidthOut") {
        if !(0..=100).contains(&out) {
            return Err(BAD_BANDWIDTH.into());
        }
        found.set("InternetMaxBandwidthOut", out);
        let into = choices::bandwidth_in(it.int("InternetMaxBandwidthIn"), out);
        found.set("InternetMaxBandwidthIn", into);
    }
    resources::put(cx.tx, &INSTANCE, &account, &found)?;
    Ok(calls::nothing())
}
