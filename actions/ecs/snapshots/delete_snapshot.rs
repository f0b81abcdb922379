//! `DeleteSnapshot` deletes a snapshot; an id of none is ignored.

use serde_json::Value;

use crate::{
    Access, Action, Cx, Fault, Params, Result,
    ecs::{
        calls,
        faults::storage::{OF_DISK, OF_IMAGE},
        given::{Given, Parameter, flag, need},
        tables::resources::{self, Resource, SNAPSHOT},
        tagged,
    },
};

/// What it reads.
const READS: &[Parameter] = &[need("SnapshotId"), flag("Force")];

pub(in crate::ecs) struct DeleteSnapshot(Given);

impl Action for DeleteSnapshot {
    const NAME: &'static str = "DeleteSnapshot";
    const DOC: &'static str = "Deletes a snapshot; an id of none is ignored.";
    const ACCESS: Access = Access::Delete;
    const RESOURCES: &'static [&'static str] =
        &["acs:ecs:{region}:{account}:snapshot/{SnapshotId}"];
    const FAULTS: &'static [Fault] = &[OF_IMAGE, OF_DISK];
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
    let found = resources::one(cx.tx, &SNAPSHOT, &account, it.text("SnapshotId"))?;
    let here = |one: &Resource| it.named_region().is_none_or(|region| one.region == region);
    // One that is not there is as good as deleted (assumed).
    let Some(found) = found.filter(here) else { return Ok(calls::nothing()) };
    if found.int("Images") > 0 {
        return Err(OF_IMAGE.into());
    }
    if found.int("Disks") > 0 && !it.flag("Force") {
        return Err(OF_DISK.into());
    }
    tagged::forget(cx, &SNAPSHOT, &found.id)?;
    resources::delete(cx.tx, &SNAPSHOT, &account, &found)?;
    Ok(calls::nothing())
}
