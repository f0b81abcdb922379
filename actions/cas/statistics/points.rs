//! The score of an account's certificates.

use crate::cas::{
    certificates::expiry,
    tables::{
        Owner,
        certificate_counts::{self, TimeRange},
    },
};
use crate::{Result, ports::store::Tx};

/// The percentage of certificates that had not expired at a time; 100 if there are none.
pub(in crate::cas) fn at(tx: &mut dyn Tx, owner: Owner<'_>, time: i64) -> Result<i64> {
    let all = certificate_counts::count(tx, owner, None, TimeRange::ANY)?;
    let good = certificate_counts::count(tx, owner, None, expiry::valid(time))?;
    Ok(share(good, all))
}

pub(in crate::cas) const fn share(good: i64, all: i64) -> i64 {
    if all <= 0 { 100 } else { good * 100 / all }
}
