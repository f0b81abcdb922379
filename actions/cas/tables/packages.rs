//! Bought certificate quota, one row for each product code.

use super::Owner;
use crate::{
    args,
    ports::store::{Result, Tx},
};

pub(super) const TABLE: &str = "CREATE TABLE cas_package (
        site TEXT COLLATE \"C\" NOT NULL, account TEXT NOT NULL, product TEXT COLLATE \"C\" NOT NULL,
        total BIGINT NOT NULL, used BIGINT NOT NULL, issued BIGINT NOT NULL,
        PRIMARY KEY (site, account, product)
    )";

/// The quota of a product: bought, used by applications, and issued certificates.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::cas) struct Package {
    pub(in crate::cas) product: String,
    pub(in crate::cas) total: i64,
    pub(in crate::cas) used: i64,
    pub(in crate::cas) issued: i64,
}

pub(in crate::cas) fn package(
    tx: &mut dyn Tx,
    owner: Owner<'_>,
    product: &str,
) -> Result<Option<Package>> {
    tx.row(
        "SELECT total, used, issued FROM cas_package
         WHERE site = $1 AND account = $2 AND product = $3",
        args![owner.site, owner.account, product],
        |row| {
            Ok(Package {
                product: product.to_owned(),
                total: row.int(0)?,
                used: row.int(1)?,
                issued: row.int(2)?,
            })
        },
    )
}

pub(in crate::cas) fn put(tx: &mut dyn Tx, owner: Owner<'_>, p: &Package) -> Result<()> {
    tx.execute(
        "INSERT INTO cas_package (site, account, product, total, used, issued)
         VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (site, account, product) DO UPDATE
         SET total = excluded.total, used = excluded.used, issued = excluded.issued",
        args![owner.site, owner.account, &p.product, p.total, p.used, p.issued],
    )?;
    Ok(())
}
