//! Which cloud products use a certificate, and what else there is of them.

use super::{
    Owner,
    certificate_counts::{self, Span},
};
use crate::store::{Result, Tx};

/// The products that a certificate is deployed to, by name.
#[expect(clippy::unnecessary_wraps, reason = "there are no cloud resources yet")]
pub(in crate::cas) fn products(_: &mut dyn Tx, _: Owner<'_>, _: i64) -> Result<Vec<String>> {
    Ok(Vec::new())
}

/// How many certificates of a source are deployed to nothing.
pub(in crate::cas) fn unused(tx: &mut dyn Tx, owner: Owner<'_>, source: &str) -> Result<i64> {
    certificate_counts::count(tx, owner, Some(source), Span::ANY)
}

/// How many resources of a cloud have a certificate that ends in a span.
#[expect(clippy::unnecessary_wraps, reason = "there are no cloud resources yet")]
pub(in crate::cas) fn assets(
    _: &mut dyn Tx,
    _: Owner<'_>,
    _cloud: &str,
    _ends: Option<Span>,
) -> Result<i64> {
    Ok(0)
}
