//! What groups make instances of: configurations with a type and a vSwitch each, and what all of them have alike.

use serde_json::Value;

use crate::{
    Fault, Result,
    ecs::{
        catalogue,
        faults::{
            calls::missing,
            provisioning::{
                BAD_CAPACITY, BAD_PRICE, BAD_WEIGHT, MANY_CONFIGURATIONS, MUCH_IN_ALL, MUCH_PAID,
                MUCH_SPOT, NO_CONFIGURATION,
            },
        },
        given::Given,
    },
};

/// The greatest capacity of a call (documented).
const MOST: i64 = 2000;
/// The most configurations of a call.
const MOST_CONFIGURATIONS: usize = 20;

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
    /// The most that an hour of a preemptible instance may cost; empty for whatever it costs.
    price: String,
}

impl Configuration {
    /// How its instances are paid for.
    pub(super) fn spot_strategy(&self, spot: bool) -> &'static str {
        match (spot, self.price.is_empty()) {
            (false, _) => "NoSpot",
            (true, true) => "SpotAsPriceGo",
            (true, false) => "SpotWithPriceLimit",
        }
    }
}

/// How much a call wants.
pub(super) struct Capacity {
    /// What is paid as it is used.
    pub(super) paid: i64,
    /// What may be reclaimed.
    pub(super) spot: i64,
}

/// A capacity of a call; none if it does not say how much.
fn amount(it: &Given, name: &str, (least, much): (i64, Fault)) -> Result<Option<i64>> {
    let Some(text) = it.opt(name) else { return Ok(None) };
    let found = text.parse().ok().filter(|it| *it >= least).ok_or(BAD_CAPACITY)?;
    if found > MOST { Err(much.into()) } else { Ok(Some(found)) }
}

/// How much a call wants of each kind. What the two leave of the whole is of the kind that it says.
pub(super) fn capacity(it: &Given) -> Result<Capacity> {
    let total = amount(it, "TotalTargetCapacity", (1, MUCH_IN_ALL))?;
    let total = total.ok_or_else(|| missing("TotalTargetCapacity"))?;
    let paid = amount(it, "PayAsYouGoTargetCapacity", (0, MUCH_PAID))?.unwrap_or(0);
    let spot = amount(it, "SpotTargetCapacity", (0, MUCH_SPOT))?.unwrap_or(0);
    let rest = total - paid - spot;
    if rest < 0 {
        return Err(BAD_CAPACITY.into());
    }
    Ok(if it.text("DefaultTargetCapacityType").eq_ignore_ascii_case("Spot") {
        Capacity { paid, spot: spot + rest }
    } else {
        Capacity { paid: paid + rest, spot }
    })
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

/// How much one instance of a configuration counts for: the places of a decimal do not count (modelled).
fn weight(one: &Given) -> Result<i64> {
    let Some(text) = one.opt("WeightedCapacity") else { return Ok(1) };
    let whole = text.split_once('.').map_or(text, |it| it.0);
    let found = whole.parse().ok().filter(|it| (1..=MOST).contains(it));
    Ok(found.filter(|_| text.parse::<f64>().is_ok()).ok_or(BAD_WEIGHT)?)
}

/// The most that an hour may cost: a number above 0 (modelled).
fn price(one: &Given) -> Result<String> {
    let text = one.text("MaxPrice");
    let is_price = |it: f64| it.is_finite() && it > 0.0;
    if text.is_empty() || text.parse().is_ok_and(is_price) {
        return Ok(text.to_owned());
    }
    Err(BAD_PRICE.into())
}

/// The configurations of a call, of which there is one.
pub(super) fn all(it: &Given) -> Result<Vec<Configuration>> {
    let listed = it.each("LaunchTemplateConfig");
    if listed.is_empty() {
        return Err(NO_CONFIGURATION.into());
    }
    if listed.len() > MOST_CONFIGURATIONS {
        return Err(MANY_CONFIGURATIONS.into());
    }
    let read = |one: &Given| {
        Ok(Configuration {
            instance_type: one.text("InstanceType").to_owned(),
            vswitch: one.text("VSwitchId").to_owned(),
            weight: weight(one)?,
            priority: one.int("Priority").unwrap_or(i64::MAX),
            price: price(one)?,
        })
    };
    listed.iter().map(read).collect()
}

/// Orders configurations as they are tried: by price, or by priority.
pub(super) fn order(all: &mut [Configuration], strategy: &str) {
    if strategy == "prioritized" {
        all.sort_by_key(|it| it.priority);
    } else {
        let price = |it: &Configuration| {
            catalogue::instance_type(&it.instance_type)
                .map_or(f64::MAX, catalogue::InstanceType::price)
        };
        all.sort_by(|a, b| price(a).total_cmp(&price(b)));
    }
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
    put("SpotStrategy", of.spot_strategy(spot).into());
    if spot && !of.price.is_empty() {
        put("SpotPriceLimit", of.price.as_str().into());
    }
    // How credits are used is for those types alone that have some.
    if catalogue::instance_type(&of.instance_type).is_some_and(|it| !it.is_burstable()) {
        out.0.remove("CreditSpecification");
    }
    out
}
