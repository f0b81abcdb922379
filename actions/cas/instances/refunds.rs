//! Refunds of instances within seven days of their purchase.
//!
//! Observed: not while an application is pending, and not in the first seconds after the purchase.
//! An issued certificate must be revoked first.
//!
//! Assumed: a certificate must be revoked before.

use crate::cas::{
    certificates::expiry::DAY,
    instances::{instance_faults::NO_REFUND, instance_flow},
};
use crate::{Cx, Result};

/// Refunds are possible from this time after the purchase until the end of the refund period.
const REFUND_DELAY: i64 = 3000;
const REFUND_PERIOD: i64 = 7 * DAY;

/// Refunds an instance, if it can be.
pub(in crate::cas) fn refund(cx: &mut Cx<'_>, id: &str) -> Result<()> {
    let mut it = instance_flow::find(cx, id)?;
    let age = cx.now.saturating_sub(it.starts);
    let in_use = it.certificate.is_some() && it.revoked.is_none();
    if it.kind == "TEST" || in_use || !(REFUND_DELAY..=REFUND_PERIOD).contains(&age) {
        return Err(NO_REFUND.into());
    }
    instance_flow::refund(cx, &mut it)
}
