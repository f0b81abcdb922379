//! `CreateImage` creates an image of an instance or of snapshots.

use serde_json::{Value, json};

use super::known;
use crate::{
    Access, Action, Cx, Fault, Params, Result, TagReader,
    core::client_tokens::Repeats,
    ecs::{
        calls,
        faults::{
            images::{INSTANCE_STATE, MANY_IMAGES, NO_SOURCE, SAME_NAME},
            instances::NO_INSTANCE,
            storage::{NO_SNAPSHOT, NOT_READY},
        },
        given::{Given, Parameter, TAG_READER, checked, each, flag, int, need, tags, text},
        limits, lists, numbered,
        snapshots::taking::{self, NewSnapshot},
        states,
        tables::resources::{self, DISK, IMAGE, INSTANCE, Resource, SNAPSHOT},
        tagged,
    },
};

/// What it reads.
const READS: &[Parameter] = &[
    need("RegionId"),
    text("InstanceId"),
    text("SnapshotId"),
    each(
        "DiskDeviceMapping",
        17,
        &[text("Device"), text("DiskType"), int("Size"), text("SnapshotId")],
    ),
    checked("ImageName"),
    text("ImageFamily"),
    text("ImageVersion"),
    checked("Description"),
    text("Platform"),
    text("Architecture"),
    text("BootMode"),
    text("Features.ImdsSupport"),
    text("ResourceGroupId"),
    flag("DryRun"),
    tags("Tag"),
    text("ClientToken"),
];

pub(in crate::ecs) struct CreateImage(Given);

impl Action for CreateImage {
    const NAME: &'static str = "CreateImage";
    const DOC: &'static str = "Creates an image of an instance or of snapshots.";
    const ACCESS: Access = Access::Create;
    const RESOURCES: &'static [&'static str] = &[
        "acs:ecs:{region}:{account}:image/*",
        "acs:ecs:{region}:{account}:instance/{InstanceId}",
        "acs:ecs:{region}:{account}:snapshot/{SnapshotId}",
    ];
    const TAGS: Option<TagReader> = Some(TAG_READER);
    const FAULTS: &'static [Fault] =
        &[NO_SOURCE, SAME_NAME, NO_INSTANCE, NO_SNAPSHOT, NOT_READY, INSTANCE_STATE, MANY_IMAGES];
    const REPEATS: Option<Repeats> = Some(calls::repeats(
        403,
        "InvalidParamter.Conflict",
        "The specified same token is trying to make requests with different parameters.",
    ));
    type Response = Value;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Given::read(p, READS).map(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Value> {
        calls::run(cx, Self::NAME, &self.0, work)
    }
}

/// A disk of an image.
fn mapping(kind: &str, snapshot: &str, device: &str, size: &str) -> Value {
    json!({
        "Type": kind,
        "SnapshotId": snapshot,
        "Device": device,
        "Size": size,
        "Format": "",
        "Progress": "",
        "RemainTime": 0,
        "ImportOSSBucket": "",
        "ImportOSSObject": "",
    })
}

/// The disks of an image of an instance, of each of which a snapshot is taken, and the image that the instance is of.
fn of_instance(cx: &mut Cx<'_>, it: &Given, id: &str) -> Result<(Vec<Value>, String)> {
    let account = cx.account().to_owned();
    let instance = lists::own(cx, &INSTANCE, it, id, NO_INSTANCE)?;
    if !["Running", "Stopped"].contains(&states::of(&instance, cx.now)) {
        return Err(INSTANCE_STATE.into());
    }
    let mut disks = resources::held(cx.tx, &DISK, &account, id)?;
    disks.sort_by_key(|it| it.text("Device").to_owned());
    let mut all = Vec::new();
    for disk in disks {
        let new = NewSnapshot { name: it.text("ImageName"), ..NewSnapshot::default() };
        let made = taking::take(cx, &disk, &new)?;
        let size = disk.int("Size").to_string();
        all.push(mapping(disk.text("Type"), &made.id, disk.text("Device"), &size));
    }
    Ok((all, instance.text("ImageId").to_owned()))
}

/// The disks of an image of snapshots, and the image that the system disk among them is of.
fn of_snapshots(cx: &mut Cx<'_>, it: &Given) -> Result<(Vec<Value>, String)> {
    let mut named: Vec<Given> = it.each("DiskDeviceMapping");
    if let Some(id) = it.opt("SnapshotId") {
        let mut one = Given::default();
        one.0.insert("SnapshotId".to_owned(), id.into());
        named.insert(0, one);
    }
    let (mut all, mut image) = (Vec::new(), String::new());
    for (at, one) in named.iter().enumerate() {
        let id = one.opt("SnapshotId").ok_or(NO_SOURCE)?;
        let found = lists::own(cx, &SNAPSHOT, it, id, NO_SNAPSHOT)?;
        if states::of(&found, cx.now) != "accomplished" {
            return Err(NOT_READY.into());
        }
        let usual = if at == 0 { "system" } else { "data" };
        let kind = one.opt("DiskType").unwrap_or(usual);
        if kind == "system" {
            found.text("ImageId").clone_into(&mut image);
        }
        let letter = char::from(b'a' + u8::try_from(at).unwrap_or(0));
        let device = one.opt("Device").map_or_else(|| format!("/dev/xvd{letter}"), str::to_owned);
        let size = one
            .int("Size")
            .map_or_else(|| found.text("SourceDiskSize").to_owned(), |it| it.to_string());
        all.push(mapping(kind, &found.id, &device, &size));
    }
    if all.is_empty() { Err(NO_SOURCE.into()) } else { Ok((all, image)) }
}

fn work(cx: &mut Cx<'_>, it: &Given) -> Result<Value> {
    let (account, region) = (cx.account().to_owned(), calls::region(cx, it));
    let group = tagged::group(cx, it)?;
    let name = it.text("ImageName");
    if !name.is_empty() && !resources::named(cx.tx, &IMAGE, &account, (&region, name))?.is_empty() {
        return Err(SAME_NAME.into());
    }
    if resources::count(cx.tx, &IMAGE, &account, &region)? >= limits::limit(cx, "limit.images")? {
        return Err(MANY_IMAGES.into());
    }
    let (disks, base) = match it.opt("InstanceId") {
        Some(id) => of_instance(cx, it, id)?,
        None => of_snapshots(cx, it)?,
    };
    let base = known::one(cx, &region, &base)?.map(|it| it.0);
    let id = numbered::id(cx, "m", &region);
    let mut made = Resource {
        name: if name.is_empty() { id.clone() } else { name.to_owned() },
        id,
        region,
        made: cx.now,
        group,
        ..Resource::default()
    };
    for name in ["OSType", "OSName", "OSNameEn", "Platform", "Architecture", "BootMode"] {
        let of_base = base.as_ref().map_or("", |it| it.text(name));
        made.set(name, of_base);
    }
    // The public image that it comes from in the end.
    let origin = base.as_ref().map_or("", |it| match it.text("Origin") {
        "" => &it.id,
        origin => origin,
    });
    made.set("Origin", origin);
    for name in
        ["Platform", "Architecture", "BootMode", "Description", "ImageFamily", "ImageVersion"]
    {
        if let Some(text) = it.opt(name) {
            made.set(name, text);
        }
    }
    made.set("ImdsSupport", it.text("Features.ImdsSupport"));
    let system = disks.iter().find(|it| it["Type"] == "system").or(disks.first());
    let size: i64 = system.and_then(|it| it["Size"].as_str()?.parse().ok()).unwrap_or(40);
    made.set("Size", size);
    for disk in &disks {
        taking::use_more(cx, disk["SnapshotId"].as_str().unwrap_or_default(), "Images", 1)?;
    }
    made.set("Disks", disks);
    states::begin(cx, &mut made, &["image.Creating"], "Available")?;
    resources::add(cx.tx, &IMAGE, &account, &mut made)?;
    tagged::put(cx, &IMAGE, (&made.region, &made.id), &it.tags("Tag"))?;
    Ok(json!({"ImageId": made.id}))
}
