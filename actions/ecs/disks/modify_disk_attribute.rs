//! `ModifyDiskAttribute` changes attributes of disks.

use serde_json::Value;

use crate::{
    Access, Action, Cx, Fault, Params, Result,
    ecs::{
        calls,
        faults::{calls::missing, storage::NO_DISK},
        given::{Given, Parameter, checked, flag, list, text},
        lists,
        tables::resources::{self, DISK},
    },
};

/// What it reads.
const READS: &[Parameter] = &[
    text("RegionId"),
    text("DiskId"),
    list("DiskIds", 100),
    checked("DiskName"),
    checked("Description"),
    flag("DeleteWithInstance"),
    flag("DeleteAutoSnapshot"),
    flag("EnableAutoSnapshot"),
    flag("BurstingEnabled"),
];

pub(in crate::ecs) struct ModifyDiskAttribute(Given);

impl Action for ModifyDiskAttribute {
    const NAME: &'static str = "ModifyDiskAttribute";
    const DOC: &'static str = "Changes attributes of disks.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = &["acs:ecs:{region}:{account}:disk/{DiskId}"];
    const FAULTS: &'static [Fault] = &[NO_DISK];
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
    let mut ids = it.list("DiskIds").unwrap_or_default();
    ids.extend(it.opt("DiskId").map(str::to_owned));
    if ids.is_empty() {
        return Err(missing("DiskId"));
    }
    for id in ids {
        let mut disk = lists::own(cx, &DISK, it, &id, NO_DISK)?;
        if let Some(name) = it.opt("DiskName") {
            name.clone_into(&mut disk.name);
        }
        if let Some(text) = it.opt("Description") {
            disk.set("Description", text);
        }
        for name in
            ["DeleteWithInstance", "DeleteAutoSnapshot", "EnableAutoSnapshot", "BurstingEnabled"]
        {
            if let Some(flag) = it.opt_flag(name) {
                disk.set(name, flag);
            }
        }
        resources::put(cx.tx, &DISK, &account, &disk)?;
    }
    Ok(calls::nothing())
}
