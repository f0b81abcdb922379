//! Authorities and certificates as members of resource groups, at both sites.

use crate::{
    args,
    cas::sites::{CHINA, INTERNATIONAL},
    core::grouped::{GroupSelection, GroupedResource},
    ports::store::{Result, Tx},
};

macro_rules! filtered {
    ($what:literal, $end:literal) => {
        concat!(
            "SELECT ",
            $what,
            " FROM pca_certificate WHERE site IN ($1, $2) AND account = $3
             AND (CAST($4 AS TEXT) IS NULL OR resource_group = $4)
             AND (CAST($5 AS TEXT) IS NULL OR identifier = $5) ",
            $end
        )
    };
}

/// Both sites, or the one twice.
fn sites<'a>(selection: &GroupSelection<'a>) -> (&'a str, &'a str) {
    selection.region.map_or((CHINA, INTERNATIONAL), |region| (region, region))
}

pub(in crate::pca) fn count(tx: &mut dyn Tx, selection: &GroupSelection<'_>) -> Result<i64> {
    let (one, other) = sites(selection);
    let count = tx.row(
        filtered!("COUNT(*)", ""),
        args![one, other, selection.account, selection.group, selection.id],
        |row| row.int(0),
    )?;
    Ok(count.unwrap_or(0))
}

pub(in crate::pca) fn page(
    tx: &mut dyn Tx,
    selection: &GroupSelection<'_>,
    (skip, size): (i64, i64),
) -> Result<Vec<GroupedResource>> {
    let (one, other) = sites(selection);
    tx.rows(
        filtered!("identifier, site, resource_group, made", "ORDER BY site, id LIMIT $6 OFFSET $7"),
        args![one, other, selection.account, selection.group, selection.id, size, skip],
        |row| {
            Ok(GroupedResource {
                id: row.text(0)?,
                region: row.text(1)?,
                group: row.text(2)?,
                created: row.int(3)?,
            })
        },
    )
}
