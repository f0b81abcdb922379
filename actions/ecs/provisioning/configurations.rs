//! What groups make instances of: configurations with a type and a vSwitch each, and what all of them have alike.

use serde_json::Value;

use crate::ecs::{catalogue, given::Given};

/// What stands before the parameters that all instances have alike.
const ALIKE: &str = "LaunchConfiguration.";

/// The names of these parameters that `RunInstances` has by other names.
const OTHER_NAMES: [(&str, &str); 7] = [
    ("InstanceDescription", "Description"),
    ("SystemDiskCategory", "SystemDisk.Category"),
    ("SystemDiskDescription", "SystemDisk.Description"),
    ("SystemDiskName", "SystemDisk.DiskName"),
    ("SystemDiskPerformanceLevel", "SystemDisk.PerformanceLevel"),
    ("SystemDiskSize", "SystemDisk.Size"),
    ("SystemDisk.KMSKeyId", "SystemDisk.KMSKeyId"),
];

/// A configuration.
pub(super) struct Configuration {
    pub(super) instance_type: String,
    pub(super) vswitch: String,
    /// How much one instance counts for.
    pub(super) weight: i64,
    priority: i64,
}

/// What all instances of a call have alike, by the names of `RunInstances`.
pub(super) fn alike(it: &Given) -> Given {
    let mut out = Given::default();
    for (name, value) in &it.0 {
        if let Some(name) = name.strip_prefix(ALIKE) {
            let known = OTHER_NAMES.iter().find(|it| it.0 == name).map_or(name, |it| it.1);
            out.0.insert(known.to_owned(), value.clone());
        }
    }
    for name in ["RegionId", "LaunchTemplateId", "LaunchTemplateVersion", "ResourceGroupId"] {
        if let Some(value) = it.0.get(name) {
            out.0.entry(name.to_owned()).or_insert_with(|| value.clone());
        }
    }
    if !out.has("SystemDisk.Category")
        && let Some(first) = it.each("SystemDiskConfig").first()
    {
        out.0.insert("SystemDisk.Category".to_owned(), first.text("DiskCategory").into());
    }
    out
}

/// The configurations of a call in the order in which they are tried: by price, or by priority.
pub(super) fn ordered(it: &Given, strategy: &str) -> Vec<Configuration> {
    let whole = |text: &str| text.split('.').next().and_then(|it| it.parse().ok());
    let read = |one: &Given| Configuration {
        instance_type: one.text("InstanceType").to_owned(),
        vswitch: one.text("VSwitchId").to_owned(),
        weight: one.opt("WeightedCapacity").and_then(whole).unwrap_or(1).max(1),
        priority: one.int("Priority").unwrap_or(i64::MAX),
    };
    let mut all: Vec<Configuration> = it.each("LaunchTemplateConfig").iter().map(read).collect();
    if strategy == "prioritized" {
        all.sort_by_key(|it| it.priority);
    } else {
        let price = |it: &Configuration| {
            catalogue::instance_type(&it.instance_type)
                .map_or(f64::MAX, catalogue::InstanceType::price)
        };
        all.sort_by(|a, b| price(a).total_cmp(&price(b)));
    }
    all
}

/// The call of `RunInstances` for so many instances of a configuration.
pub(super) fn call(alike: &Given, of: &Configuration, (amount, spot): (i64, bool)) -> Given {
    let mut out = alike.clone();
    let mut put = |name: &str, value: Value| drop(out.0.insert(name.to_owned(), value));
    put("InstanceType", of.instance_type.as_str().into());
    put("Amount", amount.into());
    put("MinAmount", 1.into());
    if !of.vswitch.is_empty() {
        put("VSwitchId", of.vswitch.as_str().into());
    }
    put("SpotStrategy", if spot { "SpotAsPriceGo" } else { "NoSpot" }.into());
    out
}
