//! `DescribeAvailableResource` answers what of a kind of resource is available in the zones of a region.

use serde_json::{Value, json};

use crate::{
    Access, Action, Cx, Fault, Params, Result,
    ecs::{
        calls, catalogue,
        faults::{
            calls::NO_REGION,
            offers::{
                BAD_CHARGE, BAD_DESTINATION, BAD_IO, BAD_NETWORK, BAD_RESOURCE_TYPE, BAD_SPOT,
                NO_DESTINATION, TYPE_AND_CORES,
            },
        },
        given::{Given, Parameter, int, need, text},
        limits,
    },
    shared::zones,
};

/// What it reads.
const READS: &[Parameter] = &[
    need("RegionId"),
    text("DestinationResource"),
    text("ResourceType"),
    text("InstanceChargeType"),
    text("SpotStrategy"),
    text("ZoneId"),
    text("IoOptimized"),
    text("InstanceType"),
    text("SystemDiskCategory"),
    text("DataDiskCategory"),
    text("NetworkCategory"),
    int("Cores"),
    text("Memory"),
    text("Scope"),
];

pub(in crate::ecs) struct DescribeAvailableResource(Given);

impl Action for DescribeAvailableResource {
    const NAME: &'static str = "DescribeAvailableResource";
    const DOC: &'static str =
        "Answers what of a kind of resource is available in the zones of a region.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = &["*"];
    const FAULTS: &'static [Fault] = &[
        NO_DESTINATION,
        BAD_DESTINATION,
        BAD_RESOURCE_TYPE,
        BAD_IO,
        BAD_SPOT,
        BAD_NETWORK,
        BAD_CHARGE,
        TYPE_AND_CORES,
        NO_REGION,
    ];
    type Response = Value;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Given::read(p, READS).map(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Value> {
        calls::run(cx, Self::NAME, &self.0, work)
    }
}

const DESTINATIONS: [&str; 7] =
    ["Zone", "IoOptimized", "InstanceType", "SystemDisk", "DataDisk", "Network", "ddh"];

/// Refuses a value that is not one of these.
fn check(it: &Given, name: &str, all: &[&str], fault: Fault) -> Result<()> {
    let known =
        it.opt(name).is_none_or(|text| all.iter().any(|one| one.eq_ignore_ascii_case(text)));
    if known { Ok(()) } else { Err(fault.into()) }
}

/// A row of what is supported: its value, and the sizes of disks.
fn supported(value: &str, in_stock: bool, sizes: Option<(i64, i64)>) -> Value {
    let (status, category) =
        if in_stock { ("Available", "WithStock") } else { ("SoldOut", "WithoutStock") };
    let mut row = json!({"Value": value, "Status": status, "StatusCategory": category});
    if let Some((least, most)) = sizes {
        row["Min"] = least.into();
        row["Max"] = most.into();
        row["Unit"] = "GiB".into();
    }
    row
}

/// What of the destination a zone has.
fn values(cx: &mut Cx<'_>, it: &Given, zone: &str, destination: &str) -> Result<Vec<Value>> {
    let of_type = it.opt("InstanceType").and_then(catalogue::instance_type);
    let disks = |is_system: bool, asked: Option<&str>| {
        let offered = catalogue::DISKS.iter().map(|it| it.0);
        let fits = move |name: &&str| {
            of_type.is_none_or(|it| it.disk_categories().contains(name))
                && asked.is_none_or(|asked| asked == *name)
        };
        offered
            .filter(fits)
            .map(|name| supported(name, true, catalogue::sizes(name, "", is_system)))
            .collect()
    };
    Ok(match destination {
        "SystemDisk" => disks(true, it.opt("SystemDiskCategory")),
        "DataDisk" => disks(false, it.opt("DataDiskCategory")),
        "Network" => vec![supported("vpc", true, None)],
        "IoOptimized" => vec![supported("optimized", true, None)],
        "InstanceType" => {
            let memory = it.opt("Memory").and_then(|it| it.parse::<f64>().ok());
            let mut rows = Vec::new();
            for one in catalogue::types() {
                let size = f64::from(i32::try_from(one.memory).unwrap_or(i32::MAX));
                let disk = |name: &str| {
                    it.opt(name).is_none_or(|disk| one.disk_categories().contains(&disk))
                };
                if of_type.is_none_or(|asked| asked.id == one.id)
                    && it.int("Cores").is_none_or(|cores| one.cores == cores)
                    && memory.is_none_or(|asked| (asked - size).abs() < 0.01)
                    && disk("SystemDiskCategory")
                    && disk("DataDiskCategory")
                {
                    let stock = limits::stock(cx, zone, one.id)?;
                    if stock != Some(limits::NOT_OFFERED) {
                        rows.push(supported(one.id, stock != Some(0), None));
                    }
                }
            }
            rows
        }
        _ => Vec::new(),
    })
}

fn work(cx: &mut Cx<'_>, it: &Given) -> Result<Value> {
    let destination = it.opt("DestinationResource").ok_or(NO_DESTINATION)?;
    let destination = DESTINATIONS
        .into_iter()
        .find(|one| one.eq_ignore_ascii_case(destination))
        .ok_or(BAD_DESTINATION)?;
    check(it, "ResourceType", &["instance", "disk", "reservedinstance", "ddh"], BAD_RESOURCE_TYPE)?;
    check(it, "IoOptimized", &["none", "optimized"], BAD_IO)?;
    check(it, "SpotStrategy", &["NoSpot", "SpotWithPriceLimit", "SpotAsPriceGo"], BAD_SPOT)?;
    check(it, "NetworkCategory", &["vpc", "classic"], BAD_NETWORK)?;
    check(it, "InstanceChargeType", &["PrePaid", "PostPaid"], BAD_CHARGE)?;
    if it.has("InstanceType") && (it.has("Cores") || it.has("Memory")) {
        return Err(TYPE_AND_CORES.into());
    }
    let known = it.opt("InstanceType").is_none_or(|id| catalogue::instance_type(id).is_some());
    let region = calls::region(cx, it);
    let mut rows = Vec::new();
    for zone in zones::of(&region).into_iter().filter(|_| known) {
        if it.opt("ZoneId").is_some_and(|asked| asked != zone.id) {
            continue;
        }
        let all = values(cx, it, &zone.id, destination)?;
        let sold_out = |one: &Value| one["Status"] == "SoldOut";
        let in_stock = destination == "Zone" || !all.iter().all(sold_out);
        if destination != "Zone" && destination != "ddh" && all.is_empty() {
            continue;
        }
        let (status, category) =
            if in_stock { ("Available", "WithStock") } else { ("SoldOut", "WithoutStock") };
        let resources = if all.is_empty() {
            json!([])
        } else {
            json!([{"Type": destination, "SupportedResources": {"SupportedResource": all}}])
        };
        rows.push(json!({
            "RegionId": region,
            "ZoneId": zone.id,
            "Status": status,
            "StatusCategory": category,
            "AvailableResources": {"AvailableResource": resources},
        }));
    }
    Ok(json!({"AvailableZones": {"AvailableZone": rows}}))
}
