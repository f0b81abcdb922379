//! `DeleteDisk` deletes a disk that is not attached.

use serde_json::Value;

use super::making;
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    ecs::{
        calls,
        faults::storage::{DISK_STATE_TO_DELETE, IS_COPIED, NO_DISK},
        given::{Given, Parameter, need},
        lists,
        snapshots::taking,
        states,
        tables::resources::DISK,
    },
};

/// What it reads.
const READS: &[Parameter] = &[need("DiskId")];

pub(in crate::ecs) struct DeleteDisk(Given);

impl Action for DeleteDisk {
    const NAME: &'static str = "DeleteDisk";
    const DOC: &'static str = "Deletes a disk that is not attached.";
    const ACCESS: Access = Access::Delete;
    const RESOURCES: &'static [&'static str] = &["acs:ecs:{region}:{account}:disk/{DiskId}"];
    const FAULTS: &'static [Fault] = &[NO_DISK, DISK_STATE_TO_DELETE];
    type Response = Value;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Given::read(p, READS).map(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Value> {
        calls::run(cx, Self::NAME, &self.0, work)
    }
}

fn work(cx: &mut Cx<'_>, it: &Given) -> Result<Value> {
    // One that is not there is refused with 404 (assumed).
    let disk = lists::own(cx, &DISK, it, it.text("DiskId"), NO_DISK)?;
    if states::of(&disk, cx.now) != "Available" {
        return Err(DISK_STATE_TO_DELETE.into());
    }
    if taking::is_copied(cx, &disk.id)? {
        return Err(IS_COPIED.into());
    }
    making::remove(cx, &disk)?;
    Ok(calls::nothing())
}
