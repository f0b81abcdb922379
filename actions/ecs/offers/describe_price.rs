//! `DescribePrice` answers the price of an instance or a disk; all prices are made up.

use serde_json::{Value, json};

use crate::{
    Access, Action, Cx, Fault, Params, Result,
    ecs::{
        calls, catalogue,
        faults::{calls::missing, instances::BAD_TYPE, offers::BAD_PRICED},
        given::{Given, Parameter, each, int, need, text, within},
    },
};

/// What it reads.
const READS: &[Parameter] = &[
    need("RegionId"),
    text("ResourceType"),
    text("InstanceType"),
    within("Amount", 1, 1000),
    int("Period"),
    text("PriceUnit"),
    text("ImageId"),
    text("SystemDisk.Category"),
    int("SystemDisk.Size"),
    each("DataDisk", 16, &[text("Category"), int("Size")]),
    text("SpotStrategy"),
    int("InternetMaxBandwidthOut"),
];

pub(in crate::ecs) struct DescribePrice(Given);

impl Action for DescribePrice {
    const NAME: &'static str = "DescribePrice";
    const DOC: &'static str = "Answers the price of an instance or a disk; all prices are made up.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = &["*"];
    const FAULTS: &'static [Fault] = &[BAD_PRICED, BAD_TYPE];
    type Response = Value;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Given::read(p, READS).map(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Value> {
        calls::run(cx, Self::NAME, &self.0, work)
    }
}

/// The price of a disk of this size by the hour (made up).
fn of_disk(size: i64) -> f64 {
    f64::from(i32::try_from(size).unwrap_or(i32::MAX)) * 0.0005
}

fn work(cx: &mut Cx<'_>, it: &Given) -> Result<Value> {
    let mut price = 0.0;
    match it.text("ResourceType") {
        "" | "instance" => {
            let id = it.opt("InstanceType").ok_or_else(|| missing("InstanceType"))?;
            price += catalogue::instance_type(id).ok_or(BAD_TYPE)?.price();
        }
        "disk" | "bandwidth" | "snapshot" => {}
        _ => return Err(BAD_PRICED.into()),
    }
    price += of_disk(it.int("SystemDisk.Size").unwrap_or(0));
    for disk in it.each("DataDisk") {
        price += of_disk(disk.int("Size").unwrap_or(0));
    }
    price *= f64::from(i32::try_from(it.int("Amount").unwrap_or(1)).unwrap_or(1));
    let price = (price * 10_000.0).round() / 10_000.0;
    cx.hint("Prices are made up: those of the vendor are not here.");
    Ok(json!({"PriceInfo": {
        "Price": {"Currency": "CNY", "OriginalPrice": price, "DiscountPrice": 0.0, "TradePrice": price},
        "Rules": {"Rule": []},
    }}))
}
