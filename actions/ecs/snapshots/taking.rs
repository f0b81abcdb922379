//! Snapshots: how they are taken, and what uses them.

use serde_json::{Value, json};

use crate::{
    Cx, Result, Tag,
    ecs::{
        faults::storage::{COPYING, MANY_SNAPSHOTS},
        limits, numbered, states,
        tables::resources::{self, Resource, SNAPSHOT},
        tagged,
    },
    shared::{format, ids},
};

/// What a snapshot is to have.
#[derive(Default)]
pub(in crate::ecs) struct NewSnapshot<'a> {
    pub(in crate::ecs) name: &'a str,
    pub(in crate::ecs) description: &'a str,
    pub(in crate::ecs) category: &'a str,
    pub(in crate::ecs) days: i64,
    pub(in crate::ecs) instant: bool,
    pub(in crate::ecs) group: String,
    pub(in crate::ecs) tags: Vec<Tag>,
}

/// Whether a snapshot of a disk is being taken.
pub(in crate::ecs) fn is_copied(cx: &mut Cx<'_>, disk: &str) -> Result<bool> {
    let (account, now) = (cx.account().to_owned(), cx.now);
    let all = resources::held(cx.tx, &SNAPSHOT, &account, disk)?;
    Ok(all.iter().any(|it| states::of(it, now) == "progressing"))
}

/// Takes a snapshot of a disk.
pub(in crate::ecs) fn take(
    cx: &mut Cx<'_>,
    disk: &Resource,
    new: &NewSnapshot<'_>,
) -> Result<Resource> {
    let account = cx.account().to_owned();
    if is_copied(cx, &disk.id)? {
        return Err(COPYING.into());
    }
    let most = limits::limit(cx, "limit.snapshots")?;
    let there = resources::held(cx.tx, &SNAPSHOT, &account, &disk.id)?;
    if i64::try_from(there.len()).unwrap_or(i64::MAX) >= most {
        return Err(MANY_SNAPSHOTS.into());
    }
    let mut made = Resource {
        id: numbered::id(cx, "s", &disk.region),
        region: disk.region.clone(),
        name: new.name.to_owned(),
        zone: disk.zone.clone(),
        holder: disk.id.clone(),
        made: cx.now,
        group: new.group.clone(),
        ..Resource::default()
    };
    let category = if new.category.eq_ignore_ascii_case("flash") { "flash" } else { "standard" };
    made.set("Description", new.description);
    made.set("SourceDiskSize", disk.int("Size").to_string());
    made.set("SourceDiskType", disk.text("Type"));
    made.set("ImageId", disk.text("ImageId"));
    made.set("InstanceId", disk.holder.as_str());
    made.set("Encrypted", disk.flag("Encrypted"));
    made.set("KMSKeyId", disk.text("KMSKeyId"));
    made.set("Category", category);
    made.set("RetentionDays", new.days);
    made.set("InstantAccess", new.instant);
    made.set("SnapshotSN", format!("64472-{}", ids::digits(cx.random, 18)));
    let link = disk.id.replacen("d-", "sl-", 1);
    made.set("SnapshotLinkId", link);
    states::begin(cx, &mut made, &["snapshot.progressing"], "accomplished")?;
    resources::add(cx.tx, &SNAPSHOT, &account, &mut made)?;
    tagged::put(cx, &SNAPSHOT, (&made.region, &made.id), &new.tags)?;
    Ok(made)
}

/// Counts one use of a snapshot more, or less: by `Images` or by `Disks`.
pub(in crate::ecs) fn use_more(cx: &mut Cx<'_>, id: &str, of: &str, more: i64) -> Result<()> {
    let account = cx.account().to_owned();
    if let Some(mut found) = resources::one(cx.tx, &SNAPSHOT, &account, id)? {
        let uses = (found.int(of) + more).max(0);
        found.set(of, uses);
        resources::put(cx.tx, &SNAPSHOT, &account, &found)?;
    }
    Ok(())
}

/// What uses a snapshot, as answers name it.
pub(super) fn usage(it: &Resource) -> &'static str {
    match (it.int("Images") > 0, it.int("Disks") > 0) {
        (true, true) => "image_disk",
        (true, false) => "image",
        (false, true) => "disk",
        (false, false) => "none",
    }
}

/// The row of a snapshot.
pub(super) fn row(cx: &mut Cx<'_>, it: &Resource) -> Result<Value> {
    let state = states::of(it, cx.now).to_owned();
    let changed = states::settles(it, cx.now).map_or(it.made, |_| cx.now);
    let mut row = json!({
        "SnapshotId": it.id,
        "SnapshotName": it.name,
        "Status": state,
        "Progress": format!("{}%", states::progress(it, cx.now)),
        "CreationTime": format::iso(it.made),
        "LastModifiedTime": format::iso(changed),
        "SourceDiskId": it.holder,
        "SourceStorageType": "disk",
        "SnapshotType": "user",
        "Usage": usage(it),
        "RemainTime": 0,
        "ProductCode": "",
        "ResourceGroupId": it.group,
        "RegionId": it.region,
        "Available": state == "accomplished",
        "Encrypted": it.flag("Encrypted"),
        "InstantAccess": it.flag("InstantAccess"),
        "Tags": tagged::shown(cx, &SNAPSHOT, &it.id)?,
    });
    for name in [
        "Description",
        "SourceDiskSize",
        "SourceDiskType",
        "Category",
        "KMSKeyId",
        "SnapshotSN",
        "SnapshotLinkId",
    ] {
        row[name] = it.text(name).into();
    }
    if it.int("RetentionDays") > 0 {
        row["RetentionDays"] = it.int("RetentionDays").into();
    }
    Ok(row)
}
