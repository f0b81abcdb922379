//! `DescribeInstanceAutoRenewAttribute` lists whether subscription instances are renewed by themselves.

use serde_json::{Value, json};

use crate::Access;
use crate::Action;
use crate::Cx;
use crate::Params;
use crate::Result;
use crate::ecs::calls;
use crate::ecs::given::Given;
use crate::ecs::given::Parameter;
use crate::ecs::given::need;
use crate::ecs::given::text;
use crate::ecs::lists;
use crate::ecs::tables::resources;
use crate::ecs::tables::resources::INSTANCE;
use crate::ecs::tables::resources::Resource;

/// What it reads.
const READS: &[Parameter] = &[need("RegionId"), text("InstanceId"), text("RenewalStatus")];

pub(in crate::ecs) struct DescribeInstanceAutoRenewAttribute(Given);

impl Action for DescribeInstanceAutoRenewAttribute {
    const NAME: &'static str = "DescribeInstanceAutoRenewAttribute";
    const DOC: &'static str = "Lists whether subscription instances are renewed by themselves.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = &["acs:ecs:{region}:{account}:instance/*"];
    type Response = Value;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Given::read(p, READS).map(Self)
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Value> {
        calls::run(cx, Self::NAME, &self.0, work)
    }
}

fn work(cx: &mut Cx<'_>, it: &Given) -> Result<Value> {
    let account = cx.account().to_owned();
    let mut all = Vec::new();
    for id in lists::comma_list(it, "InstanceId").unwrap_or_default() {
        all.extend(resources::one(cx.tx, &INSTANCE, &account, &id)?);
    }
    let region = calls::region(cx, it);
    if !it.has("InstanceId") {
        all = resources::of_region(cx.tx, &INSTANCE, &account, &region)?;
    }
    all.retain(|it| it.text("InstanceChargeType") == "PrePaid" && it.region == region);
    let status = |one: &Resource| if one.flag("AutoRenew") { "AutoRenewal" } else { "Normal" };
    all.retain(|one| it.opt("RenewalStatus").is_none_or(|asked| asked == status(one)));
    let row = |one: &Resource| {
        json!({
            "InstanceId": one.id,
            "AutoRenewEnabled": one.flag("AutoRenew"),
            "Duration": one.int("AutoRenewPeriod"),
            "PeriodUnit": "Month",
            "RenewalStatus": status(one),
        })
    };
    let rows: Vec<Value> = all.iter().map(row).collect();
    Ok(json!({
        "TotalCount": rows.len(),
        "PageNumber": 1,
        "PageSize": 10,
        "InstanceRenewAttributes": {"InstanceRenewAttribute": rows},
    }))
}
