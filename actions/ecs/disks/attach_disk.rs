//! `AttachDisk` attaches a disk to an instance.

use serde_json::Value;

use super::making;
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    ecs::{
        calls,
        disks::making::Place,
        faults::{
            instances::NO_INSTANCE,
            storage::{
                BAD_DEVICE, DEVICE_IN_USE, DISK_STATE, INSTANCE_STATE_TO_ATTACH, MANY_DISKS,
                NO_DISK, OTHER_ZONE,
            },
        },
        given::{Given, Parameter, flag, need, text},
        lists, states,
        tables::resources::{self, DISK, INSTANCE},
    },
};

/// What it reads.
const READS: &[Parameter] = &[
    need("InstanceId"),
    need("DiskId"),
    flag("DeleteWithInstance"),
    text("Device"),
    flag("Bootable"),
    flag("Force"),
];

pub(in crate::ecs) struct AttachDisk(Given);

impl Action for AttachDisk {
    const NAME: &'static str = "AttachDisk";
    const DOC: &'static str = "Attaches a disk to an instance.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = &[
        "acs:ecs:{region}:{account}:instance/{InstanceId}",
        "acs:ecs:{region}:{account}:disk/{DiskId}",
    ];
    const FAULTS: &'static [Fault] = &[
        NO_INSTANCE,
        NO_DISK,
        DISK_STATE,
        INSTANCE_STATE_TO_ATTACH,
        OTHER_ZONE,
        DEVICE_IN_USE,
        BAD_DEVICE,
        MANY_DISKS,
    ];
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
    let mut disk = lists::own(cx, &DISK, it, it.text("DiskId"), NO_DISK)?;
    if disk.zone != instance.zone {
        return Err(OTHER_ZONE.into());
    }
    if states::of(&disk, cx.now) != "Available" {
        return Err(DISK_STATE.into());
    }
    if !["Running", "Stopped"].contains(&states::of(&instance, cx.now)) {
        return Err(INSTANCE_STATE_TO_ATTACH.into());
    }
    let device = making::device(cx, &instance.id, it.opt("Device"))?;
    let goes_with = it.flag("DeleteWithInstance");
    making::attach(cx, &mut disk, Place { instance: instance.id, device, goes_with });
    states::begin(cx, &mut disk, &["disk.Attaching"], "In_use")?;
    resources::put(cx.tx, &DISK, &account, &disk)?;
    Ok(calls::nothing())
}
