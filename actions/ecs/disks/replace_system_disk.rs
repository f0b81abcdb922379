//! `ReplaceSystemDisk` gives a stopped instance another system disk, of another image.

use serde_json::{Value, json};

use super::{logins, making};
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    core::client_tokens::Repeats,
    ecs::{
        calls, catalogue,
        disks::making::{NewDisk, Place},
        faults::{
            calls::missing,
            images::NO_IMAGE,
            instances::{BAD_SYSTEM_SIZE, BOTH_PASSWORDS, NO_INSTANCE, OTHER_ARCHITECTURE, STATE},
            keys::{IS_WINDOWS, NO_PAIR},
            storage::NO_DISK,
        },
        given::{Given, Parameter, checked, flag, int, need, text},
        images::known,
        instances::planning,
        lists, states,
        tables::resources::{self, DISK, INSTANCE},
    },
};

/// What it reads.
const READS: &[Parameter] = &[
    need("InstanceId"),
    text("ImageId"),
    text("DiskId"),
    int("SystemDisk.Size"),
    checked("Password"),
    flag("PasswordInherit"),
    text("KeyPairName"),
    text("SecurityEnhancementStrategy"),
    text("Platform"),
    text("Architecture"),
    text("ClientToken"),
];

pub(in crate::ecs) struct ReplaceSystemDisk(Given);

impl Action for ReplaceSystemDisk {
    const NAME: &'static str = "ReplaceSystemDisk";
    const DOC: &'static str = "Gives a stopped instance another system disk, of another image.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = &[
        "acs:ecs:{region}:{account}:instance/{InstanceId}",
        "acs:ecs:{region}:{account}:image/{ImageId}",
    ];
    const FAULTS: &'static [Fault] = &[
        NO_INSTANCE,
        NO_IMAGE,
        OTHER_ARCHITECTURE,
        STATE,
        BAD_SYSTEM_SIZE,
        BOTH_PASSWORDS,
        NO_PAIR,
        IS_WINDOWS,
    ];
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
    let mut instance = lists::own(cx, &INSTANCE, it, it.text("InstanceId"), NO_INSTANCE)?;
    let image = match it.opt("ImageId") {
        Some(id) => id.to_owned(),
        None => match it.opt("DiskId") {
            Some(id) => lists::own(cx, &DISK, it, id, NO_DISK)?.text("ImageId").to_owned(),
            None => return Err(missing("ImageId")),
        },
    };
    let (image, _) = known::one(cx, &instance.region, &image)?.ok_or(NO_IMAGE)?;
    if let Some(kind) = catalogue::instance_type(instance.text("InstanceType")) {
        planning::check_architecture(&image, kind)?;
    }
    if states::of(&instance, cx.now) != "Stopped" {
        return Err(STATE.into());
    }
    logins::choose(cx, it, (&mut instance, image.text("OSType")))?;
    let disks = resources::held(cx.tx, &DISK, &account, &instance.id)?;
    let old = disks.into_iter().find(|it| it.text("Type") == "system").ok_or(NO_DISK)?;
    let least = image.int("Size").max(old.int("Size"));
    let size = it.int("SystemDisk.Size").unwrap_or(least);
    if size < least || !making::fits(old.text("Category"), old.text("PerformanceLevel"), size, true)
    {
        return Err(BAD_SYSTEM_SIZE.into());
    }
    let new = NewDisk {
        region: old.region.clone(),
        zone: old.zone.clone(),
        is_system: true,
        category: old.text("Category").to_owned(),
        level: old.text("PerformanceLevel").to_owned(),
        size,
        name: old.name.clone(),
        description: old.text("Description").to_owned(),
        image: image.id.clone(),
        charge: old.text("DiskChargeType").to_owned(),
        group: old.group.clone(),
        ..NewDisk::default()
    };
    making::remove(cx, &old)?;
    let place =
        Place { instance: instance.id.clone(), device: "/dev/xvda".to_owned(), goes_with: true };
    let made = making::make(cx, new, Some(place))?;
    instance.set("ImageId", image.id.as_str());
    for name in ["OSType", "OSName", "OSNameEn"] {
        instance.set(name, image.text(name));
    }
    resources::put(cx.tx, &INSTANCE, &account, &instance)?;
    Ok(json!({"DiskId": made.id}))
}
