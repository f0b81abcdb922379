//! The earliest and latest end of each block of 256 certificate ids. A list of the certificates
//! that end in a time range skips blocks without any.

use super::Owner;
use crate::{
    args,
    ports::store::{Result, Tx},
};

/// The block is the id divided by 256. Deleted or revoked certificates may still be included.
pub(super) const TABLE: &str = "CREATE TABLE cas_certificate_block (
        site TEXT COLLATE \"C\" NOT NULL, account TEXT NOT NULL, block BIGINT NOT NULL, soonest BIGINT NOT NULL,
        latest BIGINT NOT NULL, PRIMARY KEY (site, account, block)
    )";
/// Fills the table from existing certificates.
pub(super) const BACKFILL: &str =
    "INSERT INTO cas_certificate_block (site, account, block, soonest, latest)
     SELECT site, account, id / 256, MIN(ends), MAX(ends) FROM cas_certificate WHERE ends >= 0
     GROUP BY site, account, id / 256";

/// Records the end of a new certificate.
pub(super) fn record_end(tx: &mut dyn Tx, owner: Owner<'_>, id: i64, ends: i64) -> Result<()> {
    tx.execute(
        "INSERT INTO cas_certificate_block (site, account, block, soonest, latest)
         VALUES ($1, $2, $3, $4, $4) ON CONFLICT (site, account, block) DO UPDATE
         SET soonest = CASE WHEN excluded.soonest < cas_certificate_block.soonest
             THEN excluded.soonest ELSE cas_certificate_block.soonest END,
         latest = CASE WHEN excluded.latest > cas_certificate_block.latest
             THEN excluded.latest ELSE cas_certificate_block.latest END",
        args![owner.site, owner.account, id.div_euclid(256), ends],
    )?;
    Ok(())
}
