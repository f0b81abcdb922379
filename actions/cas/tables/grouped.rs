//! Certificates, orders and instances as members of resource groups, at both sites.

use super::{CHINA, INTERNATIONAL, Owner, group_id};
use crate::{
    args,
    core::grouped::{GroupSelection, GroupedResource},
    ports::store::{Result, Row, Tx, Value},
};

/// The statements for a table: how many rows are selected, and one page of them.
struct Statements {
    count: &'static str,
    page: &'static str,
}

macro_rules! selected {
    ($table:literal, $id:literal, $made:literal, $kind:literal) => {{
        macro_rules! filtered {
            ($what:expr, $end:literal) => {
                concat!(
                    "SELECT ",
                    $what,
                    " FROM ",
                    $table,
                    " WHERE site IN ($1, $2) AND account = $3
                     AND (CAST($4 AS TEXT) IS NULL OR resource_group = $4)
                     AND (CAST($5 AS ",
                    $kind,
                    ") IS NULL OR ",
                    $id,
                    " = $5) ",
                    $end
                )
            };
        }
        Statements {
            count: filtered!("COUNT(*)", ""),
            page: filtered!(
                concat!("CAST(", $id, " AS TEXT), site, resource_group, ", $made),
                "ORDER BY site, id LIMIT $6 OFFSET $7"
            ),
        }
    }};
}

const CERTIFICATE: Statements = selected!("cas_certificate", "id", "made", "BIGINT");
const INSTANCE: Statements = selected!("cas_instance", "id", "starts", "TEXT");
const ORDER: Statements = selected!("cas_order", "instance", "made", "TEXT");

/// The arguments of the filter; `id` is compared with the table's column of ids.
fn filter<'a>(selection: &GroupSelection<'a>, id: Value<'a>) -> [Value<'a>; 5] {
    let GroupSelection { account, region, group, .. } = *selection;
    // Both sites, or the one twice.
    let (one, other) = region.map_or((CHINA, INTERNATIONAL), |region| (region, region));
    let group = group.map(|group| Owner { account, site: CHINA }.stored_group(group));
    [one.into(), other.into(), account.into(), group.into(), id]
}

fn count(tx: &mut dyn Tx, of: &Statements, filter: &[Value<'_>]) -> Result<i64> {
    Ok(tx.row(of.count, filter, |row| row.int(0))?.unwrap_or(0))
}

fn page(
    tx: &mut dyn Tx,
    of: &Statements,
    account: &str,
    filter: &[Value<'_>],
    (skip, size): (i64, i64),
) -> Result<Vec<GroupedResource>> {
    let default = Owner { account, site: CHINA }.default_group();
    let limits = args![size, skip];
    tx.rows(of.page, &[filter, limits].concat(), |row: &Row<'_>| {
        Ok(GroupedResource {
            id: row.text(0)?,
            region: row.text(1)?,
            group: group_id(row.text(2)?, &default),
            created: row.int(3)?,
        })
    })
}

/// The id of the certificate that is selected: none if all are, an error if it is no number.
fn number(selection: &GroupSelection<'_>) -> std::result::Result<Option<i64>, ()> {
    selection.id.map(|id| id.parse().map_err(drop)).transpose()
}

pub(in crate::cas) fn count_certificates(
    tx: &mut dyn Tx,
    selection: &GroupSelection<'_>,
) -> Result<i64> {
    let Ok(id) = number(selection) else { return Ok(0) };
    count(tx, &CERTIFICATE, &filter(selection, id.into()))
}

pub(in crate::cas) fn certificates(
    tx: &mut dyn Tx,
    selection: &GroupSelection<'_>,
    limits: (i64, i64),
) -> Result<Vec<GroupedResource>> {
    let Ok(id) = number(selection) else { return Ok(Vec::new()) };
    page(tx, &CERTIFICATE, selection.account, &filter(selection, id.into()), limits)
}

pub(in crate::cas) fn count_instances(
    tx: &mut dyn Tx,
    selection: &GroupSelection<'_>,
) -> Result<i64> {
    count(tx, &INSTANCE, &filter(selection, selection.id.into()))
}

pub(in crate::cas) fn instances(
    tx: &mut dyn Tx,
    selection: &GroupSelection<'_>,
    limits: (i64, i64),
) -> Result<Vec<GroupedResource>> {
    page(tx, &INSTANCE, selection.account, &filter(selection, selection.id.into()), limits)
}

pub(in crate::cas) fn count_orders(tx: &mut dyn Tx, selection: &GroupSelection<'_>) -> Result<i64> {
    count(tx, &ORDER, &filter(selection, selection.id.into()))
}

pub(in crate::cas) fn orders(
    tx: &mut dyn Tx,
    selection: &GroupSelection<'_>,
    limits: (i64, i64),
) -> Result<Vec<GroupedResource>> {
    page(tx, &ORDER, selection.account, &filter(selection, selection.id.into()), limits)
}
