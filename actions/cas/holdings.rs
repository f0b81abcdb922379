//! What other products need to know of an account: whether it has certificates.

use crate::{
    Result,
    cas::{
        CAS,
        tables::{
            CHINA, INTERNATIONAL, Owner,
            certificate_counts::{TimeRange, count},
        },
    },
    ports::store::Tx,
};

/// Whether the account has certificates, at either site.
pub(crate) fn has_certificates(tx: &mut dyn Tx, account: &str) -> Result<bool> {
    if !tx.has_part(CAS.id)? {
        return Ok(false);
    }
    for site in [CHINA, INTERNATIONAL] {
        if count(tx, Owner { account, site }, None, TimeRange::ANY)? > 0 {
            return Ok(true);
        }
    }
    Ok(false)
}
