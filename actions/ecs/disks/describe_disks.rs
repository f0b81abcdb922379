//! `DescribeDisks` lists disks.

use serde_json::Value;

use super::disk_rows;
use crate::{
    Access, Action, Cx, Fault, Params, Result, TagReader, Wording,
    ecs::{
        calls,
        faults::{
            self,
            calls::{NO_FILTER_KEY, NO_FILTER_VALUE},
        },
        given::{Given, Parameter, TAG_READER, each, flag, need, page, results, tags, text},
        lists::{self, Among, Paging},
        names, states,
        tables::resources::{DISK, Resource},
        time_filters::{self, MADE},
    },
    ports::store::Tx,
};

/// What it reads.
const READS: &[Parameter] = &[
    need("RegionId"),
    text("DiskIds"),
    text("InstanceId"),
    text("ZoneId"),
    text("DiskType"),
    text("Category"),
    text("Status"),
    text("SnapshotId"),
    text("DiskName"),
    text("DiskChargeType"),
    flag("DeleteWithInstance"),
    flag("DeleteAutoSnapshot"),
    flag("EnableAutoSnapshot"),
    flag("Portable"),
    flag("Encrypted"),
    text("KMSKeyId"),
    text("PerformanceLevel"),
    text("ResourceGroupId"),
    each("Filter", 20, &[text("Key"), text("Value")]),
    flag("DryRun"),
    tags("Tag"),
    page(100),
    results(10, 10, 500),
];

/// A call without a region.
const NO_REGION_ID: Fault = Fault {
    status: 400,
    code: "MissingParamter.RegionId",
    message: "The regionId should not be null.",
};

pub(in crate::ecs) struct DescribeDisks(Given);

impl Action for DescribeDisks {
    const NAME: &'static str = "DescribeDisks";
    const DOC: &'static str = "Lists disks.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = &["acs:ecs:{region}:{account}:disk/*"];
    const TAGS: Option<TagReader> = Some(TAG_READER);
    const FAULTS: &'static [Fault] = &[NO_REGION_ID, NO_FILTER_KEY, NO_FILTER_VALUE];
    const WORDING: Option<Wording> = Some(|bad| faults::without_region(bad, NO_REGION_ID));
    type Response = Value;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Given::read(p, READS).map(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Value> {
        calls::run(cx, Self::NAME, &self.0, work)
    }
}

const TEXTS: [(&str, &str); 5] = [
    ("Category", "Category"),
    ("SnapshotId", "SourceSnapshotId"),
    ("DiskChargeType", "DiskChargeType"),
    ("KMSKeyId", "KMSKeyId"),
    ("PerformanceLevel", "PerformanceLevel"),
];
const FLAGS: [&str; 5] =
    ["DeleteWithInstance", "DeleteAutoSnapshot", "EnableAutoSnapshot", "Portable", "Encrypted"];

fn work(cx: &mut Cx<'_>, it: &Given) -> Result<Value> {
    let among = match (lists::json_list(it, "DiskIds")?, it.opt("InstanceId")) {
        (Some(ids), _) => Among::Ids(ids),
        (None, Some(id)) => Among::Held(id.to_owned()),
        (None, None) => Among::All,
    };
    let now = cx.now;
    let times = time_filters::read(it, &MADE, &[])?;
    let filtered = ["InstanceId", "ZoneId", "DiskType", "Status", "DiskName", "Filter"]
        .into_iter()
        .chain(TEXTS.map(|it| it.0))
        .chain(FLAGS)
        .any(|name| it.has(name));
    let all = |name: &str| it.opt(name).filter(|it| !it.eq_ignore_ascii_case("all"));
    let mut keep = |_: &mut dyn Tx, one: &Resource| {
        Ok(it.opt("InstanceId").is_none_or(|id| one.holder == id)
            && it.opt("ZoneId").is_none_or(|zone| one.zone == zone)
            && all("DiskType").is_none_or(|kind| one.text("Type") == kind)
            && all("Status").is_none_or(|state| states::of(one, now) == state)
            && it.opt("DiskName").is_none_or(|name| names::is_like(&one.name, name))
            && TEXTS
                .iter()
                .all(|(asked, name)| all(asked).is_none_or(|text| one.text(name) == text))
            && FLAGS.iter().all(|name| it.opt_flag(name).is_none_or(|flag| one.flag(name) == flag))
            && time_filters::keep(&times, MADE, one.made))
    };
    let keep: Option<lists::Keep<'_>> = if filtered { Some(&mut keep) } else { None };
    let (found, totals) = lists::find(cx, &DISK, it, among, keep)?;
    let mut rows = Vec::with_capacity(found.len());
    for one in found {
        rows.push(disk_rows::row(cx, &one)?);
    }
    Ok(Value::Object(Paging::of(it).answer(("Disks", "Disk"), rows, totals)))
}
