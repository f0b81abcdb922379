//! `ResizeDisk` makes a disk larger.

use serde_json::Value;

use super::making;
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    core::client_tokens::Repeats,
    ecs::{
        calls,
        faults::storage::{DISK_STATE, IS_COPIED, NO_DISK, TOO_LARGE, TOO_SMALL},
        given::{Given, Parameter, need, need_int, text},
        lists,
        snapshots::taking,
        states,
        tables::resources::{self, DISK},
    },
};

/// What it reads.
const READS: &[Parameter] =
    &[need("DiskId"), need_int("NewSize"), text("Type"), text("ClientToken")];

pub(in crate::ecs) struct ResizeDisk(Given);

impl Action for ResizeDisk {
    const NAME: &'static str = "ResizeDisk";
    const DOC: &'static str = "Makes a disk larger.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = &["acs:ecs:{region}:{account}:disk/{DiskId}"];
    const FAULTS: &'static [Fault] = &[NO_DISK, TOO_SMALL, TOO_LARGE];
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
    let mut disk = lists::own(cx, &DISK, it, it.text("DiskId"), NO_DISK)?;
    let size = it.int("NewSize").unwrap_or(0);
    if !["Available", "In_use"].contains(&states::of(&disk, cx.now)) {
        return Err(DISK_STATE.into());
    }
    // The size that it has is too small too (assumed).
    if size <= disk.int("Size") {
        return Err(TOO_SMALL.into());
    }
    let is_system = disk.text("Type") == "system";
    if !making::fits(disk.text("Category"), disk.text("PerformanceLevel"), size, is_system) {
        return Err(TOO_LARGE.into());
    }
    if taking::is_copied(cx, &disk.id)? {
        return Err(IS_COPIED.into());
    }
    disk.set("Size", size);
    resources::put(cx.tx, &DISK, &account, &disk)?;
    Ok(calls::nothing())
}
