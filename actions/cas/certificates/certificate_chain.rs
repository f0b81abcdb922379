//! Certificate chains and keys in calls: parsed, checked against each other, and converted to rows.

use serde::{Deserialize, Serialize};

use crate::cas::{
    certificates::expiry::DAY,
    faults::{CERTIFICATE_FORMAT, KEY_FORMAT, NOT_MATCH},
    tables::certificates,
};
use crate::{
    ApiError, Fault, Result,
    x509::{Certificate, PrivateKey},
};

/// Parses a chain whose first certificate belongs to the key. Format is checked before the match
/// (measured), so a chain with the issuer first fails as a mismatch.
pub(in crate::cas) fn read_pair(cert: &str, key: &str) -> Result<Vec<Certificate>, Fault> {
    let chain = Certificate::chain_from_pem(cert).map_err(|_| CERTIFICATE_FORMAT)?;
    let leaf = chain.first().ok_or(CERTIFICATE_FORMAT)?;
    let key = PrivateKey::from_pem(key).and_then(|key| key.public()).map_err(|_| KEY_FORMAT)?;
    if key != leaf.key || !in_order(&chain) {
        return Err(NOT_MATCH);
    }
    Ok(chain)
}

/// Whether each certificate is followed by that of its issuer.
pub(in crate::cas) fn in_order(chain: &[Certificate]) -> bool {
    chain.windows(2).all(|two| matches!(two, [one, next] if one.follows(next)))
}

/// The stored description of one certificate of a chain.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in crate::cas) struct ChainLink {
    pub(in crate::cas) subject: String,
    pub(in crate::cas) issuer: String,
    pub(in crate::cas) from: i64,
    pub(in crate::cas) to: i64,
}

impl ChainLink {
    /// Whole days until it expires.
    pub(in crate::cas) fn days_left(&self, now: i64) -> i64 {
        ((self.to - now) / DAY).max(0)
    }

    /// Parses the stored chain of a certificate.
    pub(in crate::cas) fn all(kept: &str) -> Result<Vec<Self>> {
        serde_json::from_str(kept).map_err(ApiError::internal)
    }
}

/// Converts a chain to its row and its stored description.
pub(in crate::cas) fn to_row(chain: &[Certificate]) -> Result<(certificates::Certificate, String)> {
    let leaf = chain.first().ok_or(CERTIFICATE_FORMAT)?;
    let links: Vec<_> = chain
        .iter()
        .map(|it| ChainLink {
            subject: it.subject.label().to_owned(),
            issuer: it.issuer.label().to_owned(),
            from: it.not_before,
            to: it.not_after,
        })
        .collect();
    let row = certificates::Certificate {
        common: leaf.subject.common.clone().unwrap_or_default(),
        sans: leaf.domains().join(","),
        org: leaf.subject.organization.clone(),
        country: leaf.subject.country.clone(),
        province: leaf.subject.state.clone(),
        city: leaf.subject.locality.clone(),
        issuer: leaf.issuer.label().to_owned(),
        serial: leaf.serial.clone(),
        sha1: leaf.sha1(),
        sha256: leaf.sha256(),
        algorithm: leaf.key.algorithm().to_owned(),
        key_size: leaf.key.bits(),
        not_before: leaf.not_before,
        not_after: leaf.not_after,
        notice: true,
        ..certificates::Certificate::default()
    };
    Ok((row, serde_json::to_string(&links).map_err(ApiError::internal)?))
}
