//! `ModifySnapshotAttribute` changes the name or the description of a snapshot.

use serde_json::Value;

use crate::{
    Access, Action, Cx, Fault, Params, Result,
    ecs::{
        calls,
        faults::storage::NO_SNAPSHOT,
        given::{Given, Parameter, checked, flag, need, within},
        lists,
        tables::resources::{self, SNAPSHOT},
    },
};

/// What it reads.
const READS: &[Parameter] = &[
    need("SnapshotId"),
    checked("SnapshotName"),
    checked("Description"),
    within("RetentionDays", 1, 65536),
    flag("DisableInstantAccess"),
];

pub(in crate::ecs) struct ModifySnapshotAttribute(Given);

impl Action for ModifySnapshotAttribute {
    const NAME: &'static str = "ModifySnapshotAttribute";
    const DOC: &'static str = "Changes the name or the description of a snapshot.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] =
        &["acs:ecs:{region}:{account}:snapshot/{SnapshotId}"];
    const FAULTS: &'static [Fault] = &[NO_SNAPSHOT];
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
    let mut found = lists::own(cx, &SNAPSHOT, it, it.text("SnapshotId"), NO_SNAPSHOT)?;
    if let Some(name) = it.opt("SnapshotName") {
        name.clone_into(&mut found.name);
    }
    if let Some(text) = it.opt("Description") {
        found.set("Description", text);
    }
    if let Some(days) = it.int("RetentionDays") {
        found.set("RetentionDays", days);
    }
    if it.flag("DisableInstantAccess") {
        found.set("InstantAccess", false);
    }
    resources::put(cx.tx, &SNAPSHOT, &account, &found)?;
    Ok(calls::nothing())
}
