//! `DescribeSpotPriceHistory` answers past prices of preemptible instances; all prices are made up.

use serde_json::{Value, json};

use crate::{
    Access, Action, Cx, Fault, Params, Result,
    ecs::{
        calls, catalogue,
        faults::instances::BAD_TYPE,
        given::{Given, Parameter, int, need, text},
    },
    shared::{format, zones},
};

/// What it reads.
const READS: &[Parameter] = &[
    need("RegionId"),
    need("InstanceType"),
    need("NetworkType"),
    text("IoOptimized"),
    text("OSType"),
    int("Offset"),
    int("SpotDuration"),
    text("StartTime"),
    text("EndTime"),
    text("ZoneId"),
];

pub(in crate::ecs) struct DescribeSpotPriceHistory(Given);

impl Action for DescribeSpotPriceHistory {
    const NAME: &'static str = "DescribeSpotPriceHistory";
    const DOC: &'static str =
        "Answers past prices of preemptible instances; all prices are made up.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = &["*"];
    const FAULTS: &'static [Fault] = &[BAD_TYPE];
    type Response = Value;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Given::read(p, READS).map(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Value> {
        calls::run(cx, Self::NAME, &self.0, work)
    }
}

/// How long a price holds: an hour.
const HOUR: i64 = 60 * 60 * 1000;
/// How many prices of each zone are shown.
const SHOWN: i64 = 24;

fn work(cx: &mut Cx<'_>, it: &Given) -> Result<Value> {
    let one = catalogue::instance_type(it.text("InstanceType")).ok_or(BAD_TYPE)?;
    let price = one.price();
    let mut rows = Vec::new();
    for zone in zones::of(&calls::region(cx, it)) {
        if it.opt("ZoneId").is_some_and(|asked| asked != zone.id) {
            continue;
        }
        for hour in (0..SHOWN).rev() {
            rows.push(json!({
                "ZoneId": zone.id,
                "InstanceType": one.id,
                "IoOptimized": "optimized",
                "NetworkType": "vpc",
                "Timestamp": format::iso((cx.now / HOUR - hour) * HOUR),
                "SpotPrice": price / 5.0,
                "OriginPrice": price,
            }));
        }
    }
    cx.hint("Prices are made up: those of the vendor are not here.");
    Ok(json!({"Currency": "CNY", "NextOffset": 0, "SpotPrices": {"SpotPriceType": rows}}))
}
