//! `DescribeInstanceAutoRenewAttribute` lists whether subscription instances are renewed by themselves.

use serde_json::{Value, json};

use crate::{
    Access, Action, Cx, Fault, Params, Result,
    ecs::{
        calls,
        given::{Given, Parameter, need, text},
        lists,
        tables::resources::{self, INSTANCE, Resource},
    },
    shared::text::each_once,
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
/// More ids than a call may name.
pub(in crate::ecs) const MANY_IDS: Fault =
    forbidden("InvalidParameter.ToManyInstanceIds", "InstanceId should be less than 100.");

/// A number that is published as a text.
fn number(it: &Given, (name, wrong): (&str, Fault), usual: i64) -> Result<i64> {
    let Some(text) = it.opt(name) else { return Ok(usual) };
    let found = text.parse().ok().filter(|it| (1..=1_000_000).contains(it));
    found.ok_or_else(|| wrong.into())
}

/// The instances of a call, each once.
pub(in crate::ecs) fn ids(it: &Given) -> Result<Vec<String>> {
    let all = lists::comma_list(it, "InstanceId").unwrap_or_default();
    if all.len() > 100 {
        return Err(MANY_IDS.into());
    }
    Ok(each_once(all))
}

fn work(cx: &mut Cx<'_>, it: &Given) -> Result<Value> {
    let (page, size) = (number(it, ("PageNumber", BAD_PAGE), 1)?, it.int("Size").unwrap_or(10));
    let account = cx.account().to_owned();
    let mut all = Vec::new();
    for id in ids(it)? {
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
