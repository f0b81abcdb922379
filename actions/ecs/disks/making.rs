//! How disks come to be, and which sizes they may have.

use crate::{
    Cx, Result, Tag,
    ecs::{
        catalogue,
        faults::storage::{BAD_DEVICE, DEVICE_IN_USE, MANY_DISKS},
        numbered,
        snapshots::taking,
        states,
        tables::resources::{self, DISK, Resource},
        tagged,
    },
};

/// What a disk is to have.
#[derive(Clone, Debug, Default)]
pub(in crate::ecs) struct NewDisk {
    /// Its id; a new one if empty.
    pub(in crate::ecs) id: String,
    pub(in crate::ecs) region: String,
    pub(in crate::ecs) zone: String,
    pub(in crate::ecs) is_system: bool,
    pub(in crate::ecs) category: String,
    /// The level of performance; empty for the usual one of the category.
    pub(in crate::ecs) level: String,
    pub(in crate::ecs) size: i64,
    pub(in crate::ecs) name: String,
    pub(in crate::ecs) description: String,
    /// The snapshot that it is made of; empty for none.
    pub(in crate::ecs) snapshot: String,
    /// The image that it is made of; empty for none.
    pub(in crate::ecs) image: String,
    pub(in crate::ecs) encrypted: bool,
    pub(in crate::ecs) kms_key: String,
    pub(in crate::ecs) multi_attach: String,
    pub(in crate::ecs) policy: String,
    pub(in crate::ecs) iops: i64,
    pub(in crate::ecs) bursting: bool,
    /// How it is paid: `PostPaid` or `PrePaid`.
    pub(in crate::ecs) charge: String,
    pub(in crate::ecs) group: String,
    pub(in crate::ecs) tags: Vec<Tag>,
}

/// Where a disk is attached.
#[derive(Clone, Debug)]
pub(in crate::ecs) struct Place {
    pub(in crate::ecs) instance: String,
    pub(in crate::ecs) device: String,
    /// Whether it is deleted with the instance.
    pub(in crate::ecs) goes_with: bool,
}

/// The levels of performance of `cloud_essd`.
const LEVELS: [&str; 4] = ["PL0", "PL1", "PL2", "PL3"];

/// The level of performance of a disk; none if the category has no such level.
pub(in crate::ecs) fn level(category: &str, asked: &str) -> Option<&'static str> {
    match (category, asked) {
        ("cloud_essd", "") => Some("PL1"),
        ("cloud_essd", asked) => LEVELS.into_iter().find(|it| *it == asked),
        _ => Some(""),
    }
}

/// Whether a disk of a category may have this size.
pub(in crate::ecs) fn fits(category: &str, level: &str, size: i64, is_system: bool) -> bool {
    catalogue::sizes(category, level, is_system)
        .is_some_and(|(least, most)| (least..=most).contains(&size))
}

/// Makes a disk, which is attached where that is given.
pub(in crate::ecs) fn make(
    cx: &mut Cx<'_>,
    new: NewDisk,
    place: Option<Place>,
) -> Result<Resource> {
    let account = cx.account().to_owned();
    let mut made = Resource {
        id: if new.id.is_empty() { numbered::id(cx, "d", &new.region) } else { new.id },
        region: new.region,
        zone: new.zone,
        name: new.name,
        made: cx.now,
        group: new.group,
        ..Resource::default()
    };
    made.set("Type", if new.is_system { "system" } else { "data" });
    made.set("Category", new.category.as_str());
    made.set("PerformanceLevel", level(&new.category, &new.level).unwrap_or_default());
    made.set("Size", new.size);
    made.set("Description", new.description);
    made.set("SourceSnapshotId", new.snapshot.as_str());
    made.set("ImageId", new.image);
    made.set("Encrypted", new.encrypted);
    made.set("KMSKeyId", new.kms_key);
    made.set("AutoSnapshotPolicyId", new.policy);
    made.set("ProvisionedIops", new.iops);
    made.set("BurstingEnabled", new.bursting);
    made.set("Portable", !(new.is_system && new.category == "cloud"));
    made.set("DiskChargeType", if new.charge.is_empty() { "PostPaid" } else { &new.charge });
    made.set("DeleteAutoSnapshot", false);
    made.set("EnableAutoSnapshot", true);
    made.set(
        "MultiAttach",
        if new.multi_attach.is_empty() { "Disabled" } else { &new.multi_attach },
    );
    if let Some(place) = place {
        attach(cx, &mut made, place);
        "In_use".clone_into(&mut made.state);
    } else {
        made.set("DeleteWithInstance", true);
        states::begin(cx, &mut made, &["disk.Creating"], "Available")?;
    }
    resources::add(cx.tx, &DISK, &account, &mut made)?;
    tagged::put(cx, &DISK, (&made.region, &made.id), &new.tags)?;
    if !new.snapshot.is_empty() {
        taking::use_more(cx, &new.snapshot, "Disks", 1)?;
    }
    Ok(made)
}

/// Writes into a disk where it is attached from now on.
pub(super) fn attach(cx: &Cx<'_>, disk: &mut Resource, place: Place) {
    disk.holder = place.instance;
    disk.set("Device", place.device);
    disk.set("DeleteWithInstance", place.goes_with);
    disk.set("AttachedAt", cx.now);
    disk.set("Leaving", "");
}

/// Writes into a disk that it is attached no longer.
pub(in crate::ecs) fn detach(cx: &Cx<'_>, disk: &mut Resource) {
    let holder = std::mem::take(&mut disk.holder);
    disk.set("Leaving", holder);
    disk.set("DetachedAt", cx.now);
}

/// Deletes a disk and what belongs to it.
pub(in crate::ecs) fn remove(cx: &mut Cx<'_>, disk: &Resource) -> Result<()> {
    let account = cx.account().to_owned();
    if !disk.text("SourceSnapshotId").is_empty() {
        taking::use_more(cx, disk.text("SourceSnapshotId"), "Disks", -1)?;
    }
    tagged::forget(cx, &DISK, &disk.id)?;
    Ok(resources::delete(cx.tx, &DISK, &account, disk)?)
}

/// The device of the system disk of an instance.
pub(in crate::ecs) const SYSTEM_DEVICE: &str = "/dev/xvda";

/// Whether a device is one that a disk is attached at: a letter or two after `/dev/xvd`.
pub(in crate::ecs) fn is_device(text: &str) -> bool {
    text.strip_prefix("/dev/xvd").is_some_and(|rest| {
        (1..=2).contains(&rest.len()) && rest.bytes().all(|b| b.is_ascii_lowercase())
    })
}

/// Where one more disk is attached to an instance: at the wanted device, or at the next free one.
pub(in crate::ecs) fn device(
    cx: &mut Cx<'_>,
    instance: &str,
    wanted: Option<&str>,
) -> Result<String> {
    let account = cx.account().to_owned();
    let there = resources::held(cx.tx, &DISK, &account, instance)?;
    if there.len() > catalogue::MAX_DATA_DISKS {
        return Err(MANY_DISKS.into());
    }
    let taken: Vec<String> = there.iter().map(|it| it.text("Device").to_owned()).collect();
    match wanted {
        None => Ok(next_device(&taken).ok_or(MANY_DISKS)?),
        Some(device) if !is_device(device) => Err(BAD_DEVICE.into()),
        Some(device) if taken.iter().any(|it| it == device) => Err(DEVICE_IN_USE.into()),
        Some(device) => Ok(device.to_owned()),
    }
}

/// The next device of an instance that no disk has; none if all are taken.
pub(in crate::ecs) fn next_device(taken: &[String]) -> Option<String> {
    let all = ('b'..='z').map(|letter| format!("/dev/xvd{letter}"));
    all.into_iter().find(|it| !taken.contains(it))
}
