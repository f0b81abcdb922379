//! `ModifyDiskSpec` changes the category or the performance of a disk.

use serde_json::{Value, json};

use super::making;
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    ecs::{
        calls, catalogue,
        faults::storage::{BAD_CATEGORY, BAD_LEVEL, BAD_SIZE, DISK_STATE, NO_DISK, SAME_SPEC},
        given::{Given, Parameter, flag, int, need, text},
        lists, numbered, states,
        tables::resources::{self, DISK},
    },
};

/// What it reads.
const READS: &[Parameter] = &[
    need("DiskId"),
    text("DiskCategory"),
    text("PerformanceLevel"),
    int("ProvisionedIops"),
    flag("DryRun"),
];

pub(in crate::ecs) struct ModifyDiskSpec(Given);

impl Action for ModifyDiskSpec {
    const NAME: &'static str = "ModifyDiskSpec";
    const DOC: &'static str = "Changes the category or the performance of a disk.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = &["acs:ecs:{region}:{account}:disk/{DiskId}"];
    const FAULTS: &'static [Fault] = &[NO_DISK, SAME_SPEC, BAD_CATEGORY];
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
    if !["Available", "In_use"].contains(&states::of(&disk, cx.now)) {
        return Err(DISK_STATE.into());
    }
    let category = it.opt("DiskCategory").unwrap_or(disk.text("Category")).to_owned();
    if catalogue::sizes(&category, "", false).is_none() {
        return Err(BAD_CATEGORY.into());
    }
    let same_category = category == disk.text("Category");
    let asked = match it.opt("PerformanceLevel") {
        None if same_category => disk.text("PerformanceLevel"),
        asked => asked.unwrap_or_default(),
    };
    let level = making::level(&category, asked).ok_or(BAD_LEVEL)?;
    if same_category && level == disk.text("PerformanceLevel") && !it.has("ProvisionedIops") {
        return Err(SAME_SPEC.into());
    }
    if !making::fits(&category, level, disk.int("Size"), disk.text("Type") == "system") {
        return Err(BAD_SIZE.into());
    }
    disk.set("Category", category);
    disk.set("PerformanceLevel", level);
    if let Some(iops) = it.int("ProvisionedIops") {
        disk.set("ProvisionedIops", iops);
    }
    resources::put(cx.tx, &DISK, &account, &disk)?;
    let task = numbered::id(cx, "t", &disk.region);
    Ok(json!({"TaskId": task}))
}
