//! `DescribeZones` lists the zones of a region and what is offered in each.

use serde_json::{Value, json};

use crate::{
    Access, Action, Cx, Fault, Params, Result,
    ecs::{
        calls, catalogue,
        faults::{calls::NO_REGION, offers::BAD_LANGUAGE},
        given::{Given, Parameter, flag, need, text},
        limits,
    },
    shared::{regions::Language, zones},
};

/// What it reads.
const READS: &[Parameter] = &[
    need("RegionId"),
    text("AcceptLanguage"),
    text("InstanceChargeType"),
    text("SpotStrategy"),
    flag("Verbose"),
];

pub(in crate::ecs) struct DescribeZones(Given);

impl Action for DescribeZones {
    const NAME: &'static str = "DescribeZones";
    const DOC: &'static str = "Lists the zones of a region and what is offered in each.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = &["acs:ecs:{region}:{account}:zone/*"];
    const FAULTS: &'static [Fault] = &[NO_REGION, BAD_LANGUAGE];
    type Response = Value;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Given::read(p, READS).map(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Value> {
        calls::run(cx, Self::NAME, &self.0, work)
    }
}

/// What can be created in a zone.
const CREATED: [&str; 5] = ["Instance", "Disk", "VSwitch", "IoOptimized", "DedicatedHost"];

fn work(cx: &mut Cx<'_>, it: &Given) -> Result<Value> {
    let language = match it.text("AcceptLanguage") {
        "" | "zh-CN" => Language::Chinese,
        "en-US" => Language::English,
        "ja" => Language::Japanese,
        _ => return Err(BAD_LANGUAGE.into()),
    };
    let region = calls::region(cx, it);
    let verbose = it.opt_flag("Verbose").unwrap_or(true);
    let mut rows = Vec::new();
    for zone in zones::of(&region) {
        let name = zones::name(&region, &zone, language);
        if !verbose {
            rows.push(
                json!({"ZoneId": zone.id, "ZoneType": "AvailabilityZone", "LocalName": name}),
            );
            continue;
        }
        let mut types = Vec::new();
        for one in catalogue::types() {
            if !limits::is_sold_out(cx, &zone.id, one.id)? {
                types.push(one);
            }
        }
        let mut families: Vec<&str> = types.iter().map(|it| it.family()).collect();
        families.sort_unstable();
        families.dedup();
        let mut generations: Vec<String> = types.iter().map(|it| it.generation_name()).collect();
        generations.sort_unstable();
        generations.dedup();
        let types: Vec<&str> = types.iter().map(|it| it.id).collect();
        let disks: Vec<&str> = catalogue::DISKS.iter().map(|it| it.0).collect();
        rows.push(json!({
            "ZoneId": zone.id,
            "ZoneType": "AvailabilityZone",
            "LocalName": name,
            "AvailableResourceCreation": {"ResourceTypes": CREATED},
            "AvailableInstanceTypes": {"InstanceTypes": types},
            "AvailableDiskCategories": {"DiskCategories": disks},
            "AvailableVolumeCategories": {"VolumeCategories": []},
            "AvailableDedicatedHostTypes": {"DedicatedHostType": []},
            "DedicatedHostGenerations": {"DedicatedHostGeneration": []},
            "AvailableResources": {"ResourcesInfo": [{
                "IoOptimized": true,
                "InstanceTypes": {"supportedInstanceType": types},
                "InstanceTypeFamilies": {"supportedInstanceTypeFamily": families},
                "InstanceGenerations": {"supportedInstanceGeneration": generations},
                "SystemDiskCategories": {"supportedSystemDiskCategory": disks},
                "DataDiskCategories": {"supportedDataDiskCategory": disks},
                "NetworkTypes": {"supportedNetworkCategory": ["vpc"]},
            }]},
        }));
    }
    Ok(json!({"Zones": {"Zone": rows}}))
}
