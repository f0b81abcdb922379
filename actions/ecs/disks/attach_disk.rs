//! `AttachDisk` attaches a disk to an instance.

use serde_json::Value;

use super::making;
use crate::Access;
use crate::Action;
use crate::Cx;
use crate::Fault;
use crate::Params;
use crate::Result;
use crate::ecs::calls;
use crate::ecs::catalogue;
use crate::ecs::disks::making::Place;
use crate::ecs::faults::instances::NO_INSTANCE;
use crate::ecs::faults::storage::BAD_DEVICE;
use crate::ecs::faults::storage::DEVICE_IN_USE;
use crate::ecs::faults::storage::DISK_STATE;
use crate::ecs::faults::storage::INSTANCE_STATE_TO_ATTACH;
use crate::ecs::faults::storage::MANY_DISKS;
use crate::ecs::faults::storage::NO_DISK;
use crate::ecs::faults::storage::OTHER_ZONE;
use crate::ecs::given::Given;
use crate::ecs::given::Parameter;
use crate::ecs::given::flag;
use crate::ecs::given::need;
use crate::ecs::given::text;
use crate::ecs::lists;
use crate::ecs::states;
use crate::ecs::tables::resources;
use crate::ecs::tables::resources::DISK;
use crate::ecs::tables::resources::INSTANCE;

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
    let there = resources::held(cx.tx, &DISK, &account, &instance.id)?;
    if there.len() > catalogue::MAX_DATA_DISKS {
        return Err(MANY_DISKS.into());
    }
    let taken: Vec<String> = there.iter().map(|it| it.text("Device").to_owned()).collect();
    let device = match it.opt("Device") {
        None => making::next_device(&taken).ok_or(MANY_DISKS)?,
        Some(device) if !device.starts_with("/dev/xvd") => return Err(BAD_DEVICE.into()),
        Some(device) if taken.iter().any(|it| it == device) => return Err(DEVICE_IN_USE.into()),
        Some(device) => device.to_owned(),
    };
    let goes_with = it.flag("DeleteWithInstance");
    making::attach(cx, &mut disk, Place { instance: instance.id, device, goes_with });
    states::begin(cx, &mut disk, &["disk.Attaching"], "In_use")?;
    resources::put(cx.tx, &DISK, &account, &disk)?;
    Ok(calls::nothing())
}
