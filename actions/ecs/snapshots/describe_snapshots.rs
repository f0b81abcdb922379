//! `DescribeSnapshots` lists snapshots.

use serde_json::Value;

use super::taking;
use crate::{
    Access, Action, Cx, Params, Result, TagReader,
    ecs::{
        calls,
        given::{Given, Parameter, TAG_READER, flag, need, page, results, tags, text},
        lists::{self, Among, Paging},
        names, states,
        tables::resources::{Resource, SNAPSHOT},
    },
    ports::store::Tx,
};

/// What it reads.
const READS: &[Parameter] = &[
    need("RegionId"),
    text("SnapshotIds"),
    text("DiskId"),
    text("InstanceId"),
    text("SnapshotName"),
    text("Status"),
    text("SnapshotType"),
    text("Usage"),
    text("SourceDiskType"),
    flag("Encrypted"),
    text("Category"),
    text("ResourceGroupId"),
    text("SnapshotLinkId"),
    flag("DryRun"),
    tags("Tag"),
    page(100),
    results(10, 1, 100),
];

pub(in crate::ecs) struct DescribeSnapshots(Given);

impl Action for DescribeSnapshots {
    const NAME: &'static str = "DescribeSnapshots";
    const DOC: &'static str = "Lists snapshots.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = &["acs:ecs:{region}:{account}:snapshot/*"];
    const TAGS: Option<TagReader> = Some(TAG_READER);
    type Response = Value;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Given::read(p, READS).map(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Value> {
        calls::run(cx, Self::NAME, &self.0, work)
    }
}

fn work(cx: &mut Cx<'_>, it: &Given) -> Result<Value> {
    let among = match (lists::json_list(it, "SnapshotIds")?, it.opt("DiskId")) {
        (Some(ids), _) => Among::Ids(ids),
        (None, Some(id)) => Among::Held(id.to_owned()),
        (None, None) => Among::All,
    };
    let now = cx.now;
    let filtered = [
        "DiskId",
        "InstanceId",
        "SnapshotName",
        "Status",
        "SnapshotType",
        "Usage",
        "SourceDiskType",
        "Encrypted",
        "Category",
        "SnapshotLinkId",
    ]
    .iter()
    .any(|name| it.has(name));
    let all = |name: &str| it.opt(name).filter(|it| !it.eq_ignore_ascii_case("all"));
    let same = |name: &str, value: &str| all(name).is_none_or(|it| it.eq_ignore_ascii_case(value));
    let mut keep = |_: &mut dyn Tx, one: &Resource| {
        Ok(it.opt("DiskId").is_none_or(|id| one.holder == id)
            && same("InstanceId", one.text("InstanceId"))
            && it.opt("SnapshotName").is_none_or(|name| names::is_like(&one.name, name))
            && same("Status", states::of(one, now))
            && same("SnapshotType", "user")
            && same("Usage", taking::usage(one))
            && same("SourceDiskType", one.text("SourceDiskType"))
            && same("Category", one.text("Category"))
            && same("SnapshotLinkId", one.text("SnapshotLinkId"))
            && it.opt_flag("Encrypted").is_none_or(|flag| one.flag("Encrypted") == flag))
    };
    let keep: Option<lists::Keep<'_>> = if filtered { Some(&mut keep) } else { None };
    let (found, totals) = lists::find(cx, &SNAPSHOT, it, among, keep)?;
    let mut rows = Vec::with_capacity(found.len());
    for one in found {
        rows.push(taking::row(cx, &one)?);
    }
    Ok(Value::Object(Paging::of(it).answer(("Snapshots", "Snapshot"), rows, totals)))
}
