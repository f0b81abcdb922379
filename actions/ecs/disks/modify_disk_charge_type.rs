//! `ModifyDiskChargeType` changes how the disks of an instance are paid.

use serde_json::{Value, json};

use crate::Access;
use crate::Action;
use crate::Cx;
use crate::Fault;
use crate::Params;
use crate::Result;
use crate::core::client_tokens::Repeats;
use crate::ecs::calls;
use crate::ecs::faults::instances::NO_INSTANCE;
use crate::ecs::faults::storage::NO_DISK;
use crate::ecs::faults::storage::NOT_ATTACHED;
use crate::ecs::given::Given;
use crate::ecs::given::Parameter;
use crate::ecs::given::flag;
use crate::ecs::given::need;
use crate::ecs::given::text;
use crate::ecs::lists;
use crate::ecs::tables::resources;
use crate::ecs::tables::resources::DISK;
use crate::ecs::tables::resources::INSTANCE;
use crate::shared::ids;

/// What it reads.
const READS: &[Parameter] = &[
    need("RegionId"),
    need("InstanceId"),
    need("DiskIds"),
    text("DiskChargeType"),
    flag("AutoPay"),
    text("ClientToken"),
];

pub(in crate::ecs) struct ModifyDiskChargeType(Given);

impl Action for ModifyDiskChargeType {
    const NAME: &'static str = "ModifyDiskChargeType";
    const DOC: &'static str = "Changes how the disks of an instance are paid.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] =
        &["acs:ecs:{region}:{account}:instance/{InstanceId}", "acs:ecs:{region}:{account}:disk/*"];
    const FAULTS: &'static [Fault] = &[NO_INSTANCE, NO_DISK];
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
    let instance = lists::own(cx, &INSTANCE, it, it.text("InstanceId"), NO_INSTANCE)?;
    let kind = it.opt("DiskChargeType").unwrap_or("PrePaid");
    for id in lists::json_list(it, "DiskIds")?.unwrap_or_default() {
        let mut disk = lists::own(cx, &DISK, it, &id, NO_DISK)?;
        if disk.holder != instance.id {
            return Err(NOT_ATTACHED.into());
        }
        disk.set("DiskChargeType", kind);
        resources::put(cx.tx, &DISK, &account, &disk)?;
    }
    let order = ids::digits(cx.random, 15);
    Ok(json!({"OrderId": order}))
}
