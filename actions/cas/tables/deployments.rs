//! Which cloud products use a certificate.

use super::Owner;
use crate::store::{Result, Tx};

/// The products that a certificate is deployed to, by name.
#[expect(clippy::unnecessary_wraps, reason = "there are no cloud resources yet")]
pub(in crate::cas) fn products(_: &mut dyn Tx, _: Owner<'_>, _: i64) -> Result<Vec<String>> {
    Ok(Vec::new())
}
