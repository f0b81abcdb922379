//! `DetachDisk` detaches a data disk from an instance.

use serde_json::Value;

use super::making;
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    ecs::{
        calls,
        faults::{
            instances::NO_INSTANCE,
            storage::{
                DISK_STATE, INSTANCE_STATE_TO_ATTACH, IS_DETACHED, IS_SYSTEM_DISK, NO_DISK,
                NOT_ATTACHED,
            },
        },
        given::{Given, Parameter, flag, need},
        lists, states,
        tables::resources::{self, DISK, INSTANCE},
    },
};

/// What it reads.
const READS: &[Parameter] = &[need("InstanceId"), need("DiskId"), flag("DeleteWithInstance")];

pub(in crate::ecs) struct DetachDisk(Given);

impl Action for DetachDisk {
    const NAME: &'static str = "DetachDisk";
    const DOC: &'static str = "Detaches a data disk from an instance.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = &[
        "acs:ecs:{region}:{account}:instance/{InstanceId}",
        "acs:ecs:{region}:{account}:disk/{DiskId}",
    ];
    const FAULTS: &'static [Fault] =
        &[NO_INSTANCE, NO_DISK, IS_SYSTEM_DISK, NOT_ATTACHED, IS_DETACHED];
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
    let mut disk = lists::own(cx, &DISK, it, it.text("DiskId"), NO_DISK)?;
    let instance = lists::own(cx, &INSTANCE, it, it.text("InstanceId"), NO_INSTANCE)?;
    let state = states::of(&disk, cx.now).to_owned();
    if state == "Available" {
        return Err(IS_DETACHED.into());
    }
    if disk.holder != instance.id {
        return Err(NOT_ATTACHED.into());
    }
    if disk.text("Type") == "system" {
        // A system disk cannot be detached (assumed).
        return Err(IS_SYSTEM_DISK.into());
    }
    if state != "In_use" {
        return Err(DISK_STATE.into());
    }
    if !["Running", "Stopped"].contains(&states::of(&instance, cx.now)) {
        return Err(INSTANCE_STATE_TO_ATTACH.into());
    }
    making::detach(cx, &mut disk);
    if let Some(goes) = it.opt_flag("DeleteWithInstance") {
        disk.set("DeleteWithInstance", goes);
    }
    states::begin(cx, &mut disk, &["disk.Detaching"], "Available")?;
    resources::put(cx.tx, &DISK, &account, &disk)?;
    Ok(calls::nothing())
}
