//! `ReInitDisk` puts a disk back to what it was made of.

use serde_json::Value;

use super::logins;
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    ecs::{
        calls,
        faults::{
            instances::STATE,
            keys::{IS_WINDOWS, NO_PAIR},
            storage::{DISK_STATE, IS_COPIED, NO_DISK},
        },
        given::{Given, Parameter, checked, flag, need, text},
        life_cycle::moves,
        lists,
        snapshots::taking,
        states,
        tables::resources::{self, DISK, INSTANCE},
    },
};

/// What it reads.
const READS: &[Parameter] = &[
    need("DiskId"),
    checked("Password"),
    text("KeyPairName"),
    flag("AutoStartInstance"),
    text("SecurityEnhancementStrategy"),
];

pub(in crate::ecs) struct ReInitDisk(Given);

impl Action for ReInitDisk {
    const NAME: &'static str = "ReInitDisk";
    const DOC: &'static str = "Puts a disk back to what it was made of.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = &["acs:ecs:{region}:{account}:disk/{DiskId}"];
    const FAULTS: &'static [Fault] = &[NO_DISK, DISK_STATE, STATE, NO_PAIR, IS_WINDOWS, IS_COPIED];
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
    if states::of(&disk, cx.now) != "In_use" {
        return Err(DISK_STATE.into());
    }
    let found = resources::one(cx.tx, &INSTANCE, &account, &disk.holder)?;
    let mut instance = found.filter(|it| states::of(it, cx.now) == "Stopped").ok_or(STATE)?;
    if taking::is_copied(cx, &disk.id)? {
        return Err(IS_COPIED.into());
    }
    let os = instance.text("OSType").to_owned();
    logins::choose(cx, it, (&mut instance, &os))?;
    if it.flag("AutoStartInstance") {
        moves::start(cx, it, &mut instance)?;
    }
    resources::put(cx.tx, &INSTANCE, &account, &instance)?;
    states::begin(cx, &mut disk, &["disk.ReIniting"], "In_use")?;
    resources::put(cx.tx, &DISK, &account, &disk)?;
    Ok(calls::nothing())
}
