//! `CreateSnapshot` takes a snapshot of a disk.

use serde_json::{Value, json};

use super::taking;
use crate::{
    Access, Action, Cx, Fault, Params, Result, TagReader,
    core::client_tokens::Repeats,
    ecs::{
        calls,
        faults::storage::{COPYING, DISK_STATE, MANY_SNAPSHOTS, NEVER_ATTACHED, NO_DISK_ID},
        given::{Given, Parameter, TAG_READER, checked, flag, need, tags, text, within},
        lists,
        snapshots::taking::NewSnapshot,
        states,
        tables::resources::DISK,
        tagged,
    },
};

/// What it reads.
const READS: &[Parameter] = &[
    need("DiskId"),
    checked("SnapshotName"),
    checked("Description"),
    within("RetentionDays", 1, 65536),
    text("Category"),
    flag("InstantAccess"),
    text("ResourceGroupId"),
    tags("Tag"),
    text("ClientToken"),
];

pub(in crate::ecs) struct CreateSnapshot(Given);

impl Action for CreateSnapshot {
    const NAME: &'static str = "CreateSnapshot";
    const DOC: &'static str = "Takes a snapshot of a disk.";
    const ACCESS: Access = Access::Create;
    const RESOURCES: &'static [&'static str] =
        &["acs:ecs:{region}:{account}:disk/{DiskId}", "acs:ecs:{region}:{account}:snapshot/*"];
    const TAGS: Option<TagReader> = Some(TAG_READER);
    const FAULTS: &'static [Fault] = &[NO_DISK_ID, NEVER_ATTACHED, COPYING, MANY_SNAPSHOTS];
    const REPEATS: Option<Repeats> = Some(calls::repeats(
        403,
        "IdempotentParameterMismatch",
        "The specified clientToken is used.",
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
    let disk = lists::own(cx, &DISK, it, it.text("DiskId"), NO_DISK_ID)?;
    if disk.int("AttachedAt") == 0 {
        return Err(NEVER_ATTACHED.into());
    }
    if !["In_use", "Available"].contains(&states::of(&disk, cx.now)) {
        return Err(DISK_STATE.into());
    }
    let new = NewSnapshot {
        name: it.text("SnapshotName"),
        description: it.text("Description"),
        category: it.text("Category"),
        days: it.int("RetentionDays").unwrap_or(0),
        instant: it.flag("InstantAccess"),
        group: tagged::group(cx, it)?,
        tags: it.tags("Tag"),
    };
    let made = taking::take(cx, &disk, &new)?;
    Ok(json!({"SnapshotId": made.id}))
}
