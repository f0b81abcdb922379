//! `ResetDisk` puts a disk back to one of its snapshots.

use serde_json::Value;

use crate::Access;
use crate::Action;
use crate::Cx;
use crate::Fault;
use crate::Params;
use crate::Result;
use crate::ecs::calls;
use crate::ecs::faults::instances::STATE;
use crate::ecs::faults::storage::DISK_STATE;
use crate::ecs::faults::storage::NO_DISK;
use crate::ecs::faults::storage::NO_SNAPSHOT;
use crate::ecs::faults::storage::OTHER_DISK;
use crate::ecs::given::Given;
use crate::ecs::given::Parameter;
use crate::ecs::given::flag;
use crate::ecs::given::need;
use crate::ecs::lists;
use crate::ecs::states;
use crate::ecs::tables::resources;
use crate::ecs::tables::resources::DISK;
use crate::ecs::tables::resources::INSTANCE;
use crate::ecs::tables::resources::SNAPSHOT;

/// What it reads.
const READS: &[Parameter] = &[need("DiskId"), need("SnapshotId"), flag("DryRun")];

pub(in crate::ecs) struct ResetDisk(Given);

impl Action for ResetDisk {
    const NAME: &'static str = "ResetDisk";
    const DOC: &'static str = "Puts a disk back to one of its snapshots.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = &[
        "acs:ecs:{region}:{account}:disk/{DiskId}",
        "acs:ecs:{region}:{account}:snapshot/{SnapshotId}",
    ];
    const FAULTS: &'static [Fault] = &[NO_DISK, NO_SNAPSHOT, OTHER_DISK, STATE];
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
    let snapshot = lists::own(cx, &SNAPSHOT, it, it.text("SnapshotId"), NO_SNAPSHOT)?;
    if snapshot.holder != disk.id {
        return Err(OTHER_DISK.into());
    }
    if states::of(&disk, cx.now) != "In_use" {
        return Err(DISK_STATE.into());
    }
    let found = resources::one(cx.tx, &INSTANCE, &account, &disk.holder)?;
    if found.is_none_or(|it| states::of(&it, cx.now) != "Stopped") {
        return Err(STATE.into());
    }
    states::begin(cx, &mut disk, &["disk.ReIniting"], "In_use")?;
    resources::put(cx.tx, &DISK, &account, &disk)?;
    Ok(calls::nothing())
}
