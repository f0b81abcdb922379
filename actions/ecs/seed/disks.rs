//! Data disks of seed files.

use super::{TAGS, given_tags, set, shown_tags};
use crate::{
    Cx,
    core::{
        control::ControlError,
        seed::{self, Fields, SeedKind, SeedMember, SeedType},
    },
    ecs::{
        disks::making::{self, NewDisk, Place},
        tables::resources::{self, DISK, INSTANCE, Resource},
    },
    shared::zones,
};

pub(super) const DISKS: SeedKind = SeedKind {
    name: "disks",
    doc: "Data disks.",
    key: &["id"],
    members: &[
        SeedMember::text("id", "The id, of any form: d-data-1.").required(),
        SeedMember::text("zone", "The zone, such as cn-hangzhou-i.").required(),
        SeedMember::new("size", SeedType::Number, "The size in GiB.").required(),
        SeedMember::text("category", "The category; cloud_essd unless given."),
        SeedMember::text("level", "The performance level of a cloud_essd; PL1 unless given."),
        SeedMember::text("name", "The name."),
        SeedMember::text("description", "The description."),
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

/// What an entry says, or what is usual.
fn or<'a>(it: &'a Fields, name: &str, usual: &'a str) -> &'a str {
    if it.contains_key(name) { seed::text(it, name) } else { usual }
}

fn create(cx: &mut Cx<'_>, it: &Fields) -> Result<(), ControlError> {
    let account = cx.account().to_owned();
    let (zone, category) = (seed::text(it, "zone"), or(it, "category", "cloud_essd"));
    let region = zones::region_of(zone);
    let why = || ControlError::member("zone", format!("there is no zone {zone}"));
    let region = region.ok_or_else(why)?;
    let size = it.get("size").and_then(serde_json::Value::as_i64).unwrap_or_default();
    let why = |name: &str| ControlError::member(name, "no disk has it");
    let level = making::level(category, seed::text(it, "level")).ok_or_else(|| why("level"))?;
    if !making::fits(category, level, size, false) {
        return Err(why("size"));
    }
    let place = match seed::text(it, "instance") {
        "" => None,
        id => {
            let none = || ControlError::Wrong(format!("there is no instance {id} in {zone}"));
            let found = resources::one(cx.tx, &INSTANCE, &account, id)?;
            let found = found.filter(|it| it.zone == zone).ok_or_else(none)?;
            let there = resources::held(cx.tx, &DISK, &account, &found.id)?;
            let taken: Vec<String> = there.iter().map(|it| it.text("Device").to_owned()).collect();
            let next = making::next_device(&taken).ok_or_else(|| why("device"))?;
            let device = or(it, "device", &next).to_owned();
            Some(Place { instance: found.id, device, goes_with: false })
        }
    };
    let new = NewDisk {
        id: seed::text(it, "id").to_owned(),
        region: region.to_owned(),
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
