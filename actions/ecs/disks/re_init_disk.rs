//! `ReInitDisk` puts a disk back to what it was made of.

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
use crate::ecs::given::Given;
use crate::ecs::given::Parameter;
use crate::ecs::given::checked;
use crate::ecs::given::flag;
use crate::ecs::given::need;
use crate::ecs::given::text;
use crate::ecs::lists;
use crate::ecs::states;
use crate::ecs::tables::resources;
use crate::ecs::tables::resources::DISK;
use crate::ecs::tables::resources::INSTANCE;

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
    const FAULTS: &'static [Fault] = &[NO_DISK, DISK_STATE, STATE];
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
    if found.is_none_or(|it| states::of(&it, cx.now) != "Stopped") {
        return Err(STATE.into());
    }
    states::begin(cx, &mut disk, &["disk.ReIniting"], "In_use")?;
    resources::put(cx.tx, &DISK, &account, &disk)?;
    Ok(calls::nothing())
}
