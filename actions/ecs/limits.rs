//! How much of everything there may be, unless the control API says otherwise; and how many instances of a type are in stock.

use super::tables::settings;
use crate::{Cx, ports::store::Result};

/// The limits. The numbers of rules, tags, versions, snapshots of a disk and interfaces of calls are the vendor's; the others are
/// modelled.
const LIMITS: &[(&str, i64)] = &[
    ("limit.enterprise-group-members", 65_536),
    ("limit.group-members", 2000),
    ("limit.group-references", 20),
    ("limit.group-rules", 1000),
    ("limit.images", 100),
    ("limit.instances", 100_000),
    ("limit.interface-groups", 5),
    ("limit.key-pairs", 500),
    ("limit.security-groups", 100),
    ("limit.snapshots", 256),
    ("limit.template-versions", 30),
    ("limit.templates", 30),
    ("limit.vcpus", 1_000_000),
];

/// The names of all limits, for the control API.
pub(super) fn names() -> impl Iterator<Item = &'static str> {
    LIMITS.iter().map(|it| it.0)
}

/// A limit of the caller's account.
pub(super) fn limit(cx: &mut Cx<'_>, name: &str) -> Result<i64> {
    let account = cx.account().to_owned();
    let usual = LIMITS.iter().find(|it| it.0 == name).map_or(i64::MAX, |it| it.1);
    Ok(settings::get(cx.tx, &account, name)?.unwrap_or(usual))
}

/// The setting with the stock of a type in a zone.
pub(super) fn stock_name(zone: &str, instance_type: &str) -> String {
    format!("stock.{zone}/{instance_type}")
}

/// The stock of a type that a zone does not have at all.
pub(super) const NOT_OFFERED: i64 = -1;

/// How many instances of a type a zone has left; none if it has no end of them. What is set for all zones, `*`, counts where nothing
/// is set for the zone.
pub(super) fn stock(cx: &mut Cx<'_>, zone: &str, instance_type: &str) -> Result<Option<i64>> {
    let account = cx.account().to_owned();
    let here = settings::get(cx.tx, &account, &stock_name(zone, instance_type))?;
    if here.is_some() {
        return Ok(here);
    }
    settings::get(cx.tx, &account, &stock_name("*", instance_type))
}

/// Whether a zone has no instances of a type left.
pub(super) fn is_sold_out(cx: &mut Cx<'_>, zone: &str, instance_type: &str) -> Result<bool> {
    Ok(stock(cx, zone, instance_type)?.is_some_and(|left| left <= 0))
}

/// Takes so many instances of a type from what is in stock.
pub(super) fn take_stock(
    cx: &mut Cx<'_>,
    zone: &str,
    instance_type: &str,
    taken: i64,
) -> Result<()> {
    let account = cx.account().to_owned();
    for zone in [zone, "*"] {
        let name = stock_name(zone, instance_type);
        if let Some(left) = settings::get(cx.tx, &account, &name)? {
            return settings::put(cx.tx, &account, &name, Some((left - taken).max(0)));
        }
    }
    Ok(())
}
