//! `CreateDisk` creates a data disk.

use serde_json::{Value, json};

use super::making;
use crate::{
    Access, Action, Cx, Fault, Params, Result, TagReader,
    core::client_tokens::Repeats,
    ecs::{
        calls, catalogue,
        disks::making::{NewDisk, Place},
        faults::{
            calls::{NO_REGION, NO_ZONE, missing},
            instances::NO_INSTANCE,
            storage::{
                BAD_CATEGORY, BAD_LEVEL, BAD_SIZE, BOTH_PLACES, NO_SIZE, NO_SNAPSHOT, NOT_READY,
                OF_SYSTEM,
            },
            tags::NO_RESOURCE_GROUP,
        },
        given::{Given, Parameter, TAG_READER, checked, flag, int, need, tags, text},
        lists, states,
        tables::resources::{INSTANCE, SNAPSHOT},
        tagged,
    },
    shared::zones,
};

/// What it reads.
const READS: &[Parameter] = &[
    need("RegionId"),
    text("ZoneId"),
    text("InstanceId"),
    int("Size"),
    text("SnapshotId"),
    text("DiskCategory"),
    text("PerformanceLevel"),
    checked("DiskName"),
    checked("Description"),
    flag("Encrypted"),
    text("KMSKeyId"),
    text("MultiAttach"),
    int("ProvisionedIops"),
    flag("BurstingEnabled"),
    text("ResourceGroupId"),
    tags("Tag"),
    text("ClientToken"),
];

pub(in crate::ecs) struct CreateDisk(Given);

impl Action for CreateDisk {
    const NAME: &'static str = "CreateDisk";
    const DOC: &'static str = "Creates a data disk.";
    const ACCESS: Access = Access::Create;
    const RESOURCES: &'static [&'static str] =
        &["acs:ecs:{region}:{account}:disk/*", "acs:ecs:{region}:{account}:snapshot/{SnapshotId}"];
    const TAGS: Option<TagReader> = Some(TAG_READER);
    const FAULTS: &'static [Fault] = &[
        NO_SIZE,
        BAD_SIZE,
        BAD_CATEGORY,
        BAD_LEVEL,
        BOTH_PLACES,
        NO_ZONE,
        NO_SNAPSHOT,
        OF_SYSTEM,
        NOT_READY,
        NO_REGION,
        NO_RESOURCE_GROUP,
        NO_INSTANCE,
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

/// Where the disk is to be: a zone, or an instance that it is attached to.
fn place(cx: &mut Cx<'_>, it: &Given, region: &str) -> Result<(String, Option<Place>)> {
    match (it.opt("ZoneId"), it.opt("InstanceId")) {
        (Some(_), Some(_)) => Err(BOTH_PLACES.into()),
        (None, None) => Err(missing("ZoneId")),
        (Some(zone), None) if zones::has(region, zone) => Ok((zone.to_owned(), None)),
        (Some(_), None) => Err(NO_ZONE.into()),
        (None, Some(id)) => {
            let instance = lists::own(cx, &INSTANCE, it, id, NO_INSTANCE)?;
            let device = making::device(cx, id, None)?;
            let place = Place { instance: instance.id, device, goes_with: true };
            Ok((instance.zone, Some(place)))
        }
    }
}

fn work(cx: &mut Cx<'_>, it: &Given) -> Result<Value> {
    let region = calls::region(cx, it);
    let (zone, place) = place(cx, it, &region)?;
    let category = it.opt("DiskCategory").unwrap_or("cloud");
    if catalogue::sizes(category, "", false).is_none() {
        return Err(BAD_CATEGORY.into());
    }
    let level = making::level(category, it.text("PerformanceLevel")).ok_or(BAD_LEVEL)?;
    let mut size = it.int("Size").unwrap_or(0);
    let snapshot = it.text("SnapshotId");
    if !snapshot.is_empty() {
        let found = lists::own(cx, &SNAPSHOT, it, snapshot, NO_SNAPSHOT)?;
        if found.text("SourceDiskType") == "system" {
            return Err(OF_SYSTEM.into());
        }
        if states::of(&found, cx.now) != "accomplished" {
            return Err(NOT_READY.into());
        }
        // A disk that would be smaller than its snapshot takes the size of that (assumed).
        size = size.max(found.text("SourceDiskSize").parse().unwrap_or(0));
    } else if !it.has("Size") {
        return Err(NO_SIZE.into());
    }
    if !making::fits(category, level, size, false) {
        return Err(BAD_SIZE.into());
    }
    let group = tagged::group(cx, it)?;
    let text = |name: &str| it.text(name).to_owned();
    let new = NewDisk {
        region,
        zone,
        category: category.to_owned(),
        level: level.to_owned(),
        size,
        name: text("DiskName"),
        description: text("Description"),
        snapshot: snapshot.to_owned(),
        encrypted: it.flag("Encrypted"),
        kms_key: text("KMSKeyId"),
        multi_attach: text("MultiAttach"),
        iops: it.int("ProvisionedIops").unwrap_or(0),
        bursting: it.flag("BurstingEnabled"),
        group,
        tags: it.tags("Tag"),
        ..NewDisk::default()
    };
    let made = making::make(cx, new, place)?;
    Ok(json!({"DiskId": made.id}))
}
