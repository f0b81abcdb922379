//! `ModifyDiskChargeType` changes how the disks of an instance are paid.

use serde_json::{Value, json};

use crate::{
    Access, Action, Cx, Fault, Params, Result, Wording,
    core::client_tokens::Repeats,
    ecs::{
        calls,
        faults::{
            self,
            instances::NO_INSTANCE,
            storage::{NO_DISKS, NOT_OF_INSTANCE},
        },
        given::{Given, Parameter, flag, need, text},
        lists,
        tables::resources::{self, DISK, INSTANCE},
    },
    shared::ids,
};

/// What it reads.
const READS: &[Parameter] = &[
    need("RegionId"),
    need("InstanceId"),
    need("DiskIds"),
    text("DiskChargeType"),
    flag("AutoPay"),
    text("ClientToken"),
];

/// A call without a region.
const NO_REGION_ID: Fault = Fault {
    status: 400,
    code: "MissingParameter.RegionId",
    message: "RegionId should not be null.",
};

pub(in crate::ecs) struct ModifyDiskChargeType(Given);

impl Action for ModifyDiskChargeType {
    const NAME: &'static str = "ModifyDiskChargeType";
    const DOC: &'static str = "Changes how the disks of an instance are paid.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] =
        &["acs:ecs:{region}:{account}:instance/{InstanceId}", "acs:ecs:{region}:{account}:disk/*"];
    const FAULTS: &'static [Fault] = &[NO_INSTANCE, NO_DISKS, NO_REGION_ID, NOT_OF_INSTANCE];
    const WORDING: Option<Wording> = Some(|bad| faults::without_region(bad, NO_REGION_ID));
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
    let instance = lists::own(cx, &INSTANCE, it, it.text("InstanceId"), NO_INSTANCE)?;
    let kind = it.opt("DiskChargeType").unwrap_or("PrePaid");
    for id in lists::json_list(it, "DiskIds")?.unwrap_or_default() {
        let mut disk = lists::own(cx, &DISK, it, &id, NO_DISKS)?;
        if disk.holder != instance.id {
            return Err(NOT_OF_INSTANCE.into());
        }
        disk.set("DiskChargeType", kind);
        resources::put(cx.tx, &DISK, &account, &disk)?;
    }
    let order = ids::digits(cx.random, 15);
    Ok(json!({"OrderId": order}))
}
