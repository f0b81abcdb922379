//! `DescribeInstanceAutoRenewAttribute` lists whether subscription instances are renewed by themselves.

use serde_json::{Value, json};

use super::renewed_instances::{self, MANY_IDS};
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    ecs::{
        calls,
        given::{Given, Parameter, need, text},
        tables::resources::{self, INSTANCE, Resource},
    },
};

/// What it reads.
const READS: &[Parameter] = &[
    need("RegionId"),
    text("InstanceId"),
    text("RenewalStatus"),
    text("PageNumber"),
    text("PageSize"),
];

pub(in crate::ecs) struct DescribeInstanceAutoRenewAttribute(Given);

impl Action for DescribeInstanceAutoRenewAttribute {
    const NAME: &'static str = "DescribeInstanceAutoRenewAttribute";
    const DOC: &'static str = "Lists whether subscription instances are renewed by themselves.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = &["acs:ecs:{region}:{account}:instance/*"];
    const FAULTS: &'static [Fault] = &[BAD_PAGE, BAD_SIZE, MANY_IDS];
    type Response = Value;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let mut it = Given::read(p, READS)?;
        let size = number(&it, ("PageSize", BAD_SIZE), 10)?.min(100);
        it.0.insert("Size".to_owned(), p.page_size(size).into());
        Ok(Self(it))
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Value> {
        calls::run(cx, Self::NAME, &self.0, work)
    }
}

const fn forbidden(code: &'static str, message: &'static str) -> Fault {
    Fault { status: 403, code, message }
}

const BAD_PAGE: Fault =
    forbidden("InvalidParameter.PageNumber", "The specified parameter PageNumber is not valid.");
const BAD_SIZE: Fault =
    forbidden("InvalidParameter.PageSize", "The specified parameter PageSize is not valid.");
/// A number that is published as a text.
fn number(it: &Given, (name, wrong): (&str, Fault), usual: i64) -> Result<i64> {
    let Some(text) = it.opt(name) else { return Ok(usual) };
    let found = text.parse().ok().filter(|it| (1..=1_000_000).contains(it));
    found.ok_or_else(|| wrong.into())
}

fn work(cx: &mut Cx<'_>, it: &Given) -> Result<Value> {
    let (page, size) = (number(it, ("PageNumber", BAD_PAGE), 1)?, it.int("Size").unwrap_or(10));
    let account = cx.account().to_owned();
    let mut all = Vec::new();
    for id in renewed_instances::ids(it)? {
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
    let total = all.len();
    let count = |it: i64| usize::try_from(it).unwrap_or(usize::MAX);
    let skipped = count((page - 1).saturating_mul(size));
    let rows: Vec<Value> = all.iter().skip(skipped).take(count(size)).map(row).collect();
    Ok(json!({
        "TotalCount": total,
        "PageNumber": page,
        "PageSize": size,
        "InstanceRenewAttributes": {"InstanceRenewAttribute": rows},
    }))
}
