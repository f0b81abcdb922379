//! Which cloud products use a certificate.

use super::Owner;
use crate::{
    args,
    store::{Result, Tx},
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
