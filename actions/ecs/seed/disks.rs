//! Data disks of seed files.

use super::{
    TAGS,
    forms::{CATEGORY, DESCRIPTION, DISK_ID, NAME},
    given_tags, optional, set, shown_tags,
};
use crate::{
    Cx,
    core::{
        control::ControlError,
        seed::{self, Fields, SeedKind, SeedMember, SeedType},
    },
    ecs::{
        catalogue,
        disks::making::{self, NewDisk, Place},
        tables::resources::{self, DISK, INSTANCE, Resource},
    },
    shared::{seed_forms, zones},
};

pub(super) const DISKS: SeedKind = SeedKind {
    name: "disks",
    doc: "Data disks.",
    key: &["id"],
    members: &[
        DISK_ID,
        SeedMember::form("zone", seed_forms::ZONE, "The zone, such as cn-hangzhou-i.").required(),
        SeedMember::new("size", SeedType::Number, "The size in GiB.").required(),
        SeedMember::form("category", CATEGORY, "The category; cloud_essd unless given."),
        SeedMember::text("level", "The performance level of a cloud_essd; PL1 unless given."),
        NAME,
        DESCRIPTION,
        SeedMember::text("instance", "The id of the instance that it is attached to."),
        SeedMember::text("device", "Where it is attached; the next free device unless given."),
        SeedMember::new(
            "goes_with_instance",
            SeedType::Flag,
            "Whether it is deleted with its instance.",
        ),
        TAGS,
    ],
    export: |cx| {
        let account = cx.account().to_owned();
        let all = resources::all(cx.tx, &DISK, &account)?;
        let data = all.into_iter().rev().filter(|it| it.text("Type") == "data");
        data.map(|it| shown(cx, &it)).collect()
    },
    create,
    update: Some(|cx, it, there| {
        let id = seed::text(it, "id");
        let fixed = ["zone", "size", "category", "level", "instance", "device"];
        seed::refuse_change(&format!("the disk {id}"), it, there, &fixed)?;
        let account = cx.account().to_owned();
        let found = resources::one(cx.tx, &DISK, &account, id)?;
        let none = || ControlError::Wrong(format!("there is no disk {id}"));
        set(cx, (&DISK, "DeleteWithInstance"), found.ok_or_else(none)?, it).map(|()| true)
    }),
};

fn create(cx: &mut Cx<'_>, it: &Fields) -> Result<(), ControlError> {
    let account = cx.account().to_owned();
    let zone = seed::text(it, "zone");
    let category = optional(it, "category").unwrap_or("cloud_essd");
    let size = it.get("size").and_then(serde_json::Value::as_i64).unwrap_or_default();
    let why = || ControlError::member("level", format!("no disk of {category} has it"));
    let level = making::level(category, seed::text(it, "level"));
    let level = level.filter(|level| !level.is_empty() || !it.contains_key("level"));
    let level = level.ok_or_else(why)?;
    let (least, most) = catalogue::sizes(category, level, false).unwrap_or_default();
    if !(least..=most).contains(&size) {
        let why = format!("a {category} {level} has {least} to {most} GiB").replace("  ", " ");
        return Err(ControlError::member("size", why));
    }
    let place = match optional(it, "instance") {
        None if it.contains_key("device") => {
            return Err(ControlError::member("device", "the disk is attached to no `instance`"));
        }
        None => None,
        Some(id) => {
            let none = || ControlError::Wrong(format!("there is no instance {id} in {zone}"));
            let found = resources::one(cx.tx, &INSTANCE, &account, id)?;
            let found = found.filter(|it| it.zone == zone).ok_or_else(none)?;
            let device = making::device(cx, &found.id, optional(it, "device"))?;
            Some(Place { instance: found.id, device, goes_with: false })
        }
    };
    let new = NewDisk {
        id: seed::text(it, "id").to_owned(),
        region: zones::region_of(zone).unwrap_or_default().to_owned(),
        zone: zone.to_owned(),
        category: category.to_owned(),
        level: level.to_owned(),
        size,
        tags: given_tags(it),
        ..NewDisk::default()
    };
    let mut made = making::make(cx, new, place)?;
    made.course.clear();
    set(cx, (&DISK, "DeleteWithInstance"), made, it)
}

fn shown(cx: &mut Cx<'_>, it: &Resource) -> Result<Fields, ControlError> {
    let device = if it.holder.is_empty() { "" } else { it.text("Device") };
    Ok(seed::fields([
        ("id", it.id.clone().into()),
        ("zone", it.zone.clone().into()),
        ("size", it.int("Size").into()),
        ("category", it.text("Category").into()),
        ("level", it.text("PerformanceLevel").into()),
        ("name", it.name.clone().into()),
        ("description", it.text("Description").into()),
        ("instance", it.holder.clone().into()),
        ("device", device.into()),
        ("goes_with_instance", seed::set(it.flag("DeleteWithInstance"))),
        ("tags", shown_tags(cx, &DISK, &it.id)?),
    ]))
}
