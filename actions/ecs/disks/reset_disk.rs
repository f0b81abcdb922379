//! `ResetDisk` puts a disk back to one of its snapshots.

use serde_json::Value;

use crate::{
    Access, Action, Cx, Fault, Params, Result,
    ecs::{
        calls,
        faults::{
            instances::STATE,
            storage::{DISK_STATE, NO_DISK, NO_SNAPSHOT, NOT_READY, OTHER_DISK, UNFINISHED},
        },
        given::{Given, Parameter, flag, need},
        lists,
        snapshots::taking,
        states,
        tables::resources::{self, DISK, INSTANCE, SNAPSHOT},
    },
};

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
    const FAULTS: &'static [Fault] =
        &[NO_DISK, NO_SNAPSHOT, NOT_READY, OTHER_DISK, STATE, UNFINISHED];
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
    if states::of(&snapshot, cx.now) != "accomplished" {
        return Err(NOT_READY.into());
    }
    if states::of(&disk, cx.now) != "In_use" {
        return Err(DISK_STATE.into());
    }
    let found = resources::one(cx.tx, &INSTANCE, &account, &disk.holder)?;
    if found.is_none_or(|it| states::of(&it, cx.now) != "Stopped") {
        return Err(STATE.into());
    }
    if taking::is_copied(cx, &disk.id)? {
        return Err(UNFINISHED.into());
    }
    states::begin(cx, &mut disk, &["disk.ReIniting"], "In_use")?;
    resources::put(cx.tx, &DISK, &account, &disk)?;
    Ok(calls::nothing())
}
