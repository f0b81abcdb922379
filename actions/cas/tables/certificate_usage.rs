//! The use of certificates by cloud products.

use super::{
    Owner,
    certificate_counts::{self, TimeRange},
};
use crate::{
    args,
    ports::store::{Result, Tx},
};

/// The products that a certificate is deployed to, by name.
pub(in crate::cas) fn products(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    cert: i64,
) -> Result<Vec<String>> {
    tx.rows(
        "SELECT DISTINCT product FROM cas_resource
         WHERE account = $1 AND site = $2 AND cert = $3 ORDER BY product",
        args![owner.account, owner.site, cert],
        |row| row.text(0),
    )
}

/// How many certificates of a source are not deployed.
pub(in crate::cas) fn unused(tx: &mut dyn Tx, owner: Owner<'_>, source: &str) -> Result<i64> {
    let used = tx.row(
        "SELECT COUNT(*) FROM (
             SELECT DISTINCT cert FROM cas_resource
             WHERE account = $1 AND site = $2 AND cert IS NOT NULL
         ) u JOIN cas_certificate c ON c.id = u.cert
         WHERE c.site = $2 AND c.account = $1 AND c.source = $3",
        args![owner.account, owner.site, source],
        |row| row.int(0),
    )?;
    Ok(certificate_counts::count(tx, owner, Some(source), TimeRange::ANY)? - used.unwrap_or(0))
}

/// How many resources a cloud has; if a range is given, those whose certificate ends in it.
pub(in crate::cas) fn assets(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    cloud: &str,
    ends: Option<TimeRange>,
) -> Result<i64> {
    let (from, to) = ends.map(|TimeRange(from, to)| (from, to)).unzip();
    let found = tx.row(
        "SELECT COUNT(*) FROM cas_resource WHERE account = $1 AND site = $2 AND cloud = $3
         AND (CAST($4 AS BIGINT) IS NULL OR cert_end >= $4)
         AND (CAST($5 AS BIGINT) IS NULL OR cert_end < $5)",
        args![owner.account, owner.site, cloud, from, to],
        |row| row.int(0),
    )?;
    Ok(found.unwrap_or(0))
}
