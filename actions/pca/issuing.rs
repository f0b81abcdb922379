//! Issues certificates: of authorities, and by intermediate ones.
//!
//! A validity that is no longer than that of the authority ends with the authority at the latest: certificates are issued some time after it was.

use md5::{Digest, Md5};
use serde_json::json;

use super::tables::{
    Owner,
    certificates::{self, PcaCertificate},
};
use crate::{
    ApiError, Cx, Fault, Result,
    cas::{
        faults::{NOT_FOUND, NOT_NOW},
        private_issue::{self, TOO_LONG},
    },
    x509::{self, Certificate, CertificateTemplate, Extras, Name, PrivateKey, Usage, hex},
};

/// The algorithm is not of the kind of the authority's.
pub(in crate::pca) const OTHER_ALGORITHM: Fault = Fault {
    status: 400,
    code: "IncorrectFormat.Algorithm",
    message: "The Algorithm parameter format is incorrect.",
};
/// The authority is not one that issues such certificates.
pub(in crate::pca) const NO_ISSUER: Fault = Fault {
    status: 400,
    code: "IncorrectFormat.ParentIdentifier",
    message: "The ParentIdentifier parameter format is incorrect.",
};

/// An authority that may issue.
pub(in crate::pca) struct Issuer {
    pub(in crate::pca) row: PcaCertificate,
    pub(in crate::pca) certificate: Certificate,
    key: PrivateKey,
}

impl Issuer {
    /// The authority of this identifier and kind, unless it is revoked or has expired.
    pub(in crate::pca) fn find(cx: &mut Cx<'_>, identifier: &str, kind: &str) -> Result<Self> {
        let owner = Owner::of(cx);
        let row = certificates::certificate(cx.tx, owner, identifier)?.ok_or(NOT_FOUND)?;
        if row.kind != kind {
            return Err(NO_ISSUER.into());
        }
        if row.revoked.is_some() || row.not_after < cx.now {
            return Err(NOT_NOW.into());
        }
        let chain = Certificate::chain_from_pem(&row.cert).map_err(ApiError::internal)?;
        let certificate = chain.into_iter().next().ok_or(NOT_NOW)?;
        let key = PrivateKey::from_pem(row.key.as_deref().unwrap_or_default());
        Ok(Self { key: key.map_err(ApiError::internal)?, certificate, row })
    }

    /// Refuses an algorithm of another kind than the authority's, whatever its length.
    pub(in crate::pca) fn fits(&self, algorithm: &str) -> Result<(), Fault> {
        let kind = |it: &str| it.split('_').next().map(str::to_owned);
        if kind(algorithm) == kind(&self.row.algorithm) { Ok(()) } else { Err(OTHER_ALGORITHM) }
    }

    /// The validity, which ends with that of the authority at the latest.
    pub(in crate::pca) fn within(
        &self,
        (from, to): (i64, i64),
        fault: Fault,
    ) -> Result<(i64, i64)> {
        let (since, until) = (self.certificate.not_before, self.certificate.not_after);
        let end = if to.saturating_sub(from) <= until - since { to.min(until) } else { to };
        if from < end && end <= until { Ok((from, end)) } else { Err(fault.into()) }
    }
}

/// What is to be issued.
pub(in crate::pca) struct Draft<'a> {
    pub(in crate::pca) kind: &'static str,
    pub(in crate::pca) algorithm: String,
    /// What the call gave of the subject.
    pub(in crate::pca) given: Name,
    /// What the certificate says of it.
    pub(in crate::pca) subject: Name,
    pub(in crate::pca) sans: &'a [String],
    pub(in crate::pca) validity: (i64, i64),
    pub(in crate::pca) usage: Usage,
    pub(in crate::pca) extras: Extras<'a>,
}

/// Issues a certificate with a new key, self-signed if there is no issuer. Its row is not stored yet.
pub(in crate::pca) fn issue(
    cx: &mut Cx<'_>,
    draft: Draft<'_>,
    issuer: Option<&Issuer>,
) -> Result<PcaCertificate> {
    let (not_before, not_after) = draft.validity;
    let key = private_issue::key(cx, &draft.algorithm)?;
    let template = CertificateTemplate {
        subject: &draft.subject,
        sans: draft.sans,
        key: &key.public().map_err(ApiError::internal)?,
        not_before,
        not_after,
        usage: draft.usage,
        extras: draft.extras,
    };
    let signer = issuer.map_or(&key, |issuer| &issuer.key);
    let above = issuer.map(|issuer| &issuer.certificate);
    let made = x509::issue(cx.random, &template, above, signer).map_err(ApiError::internal)?;
    let Name { country, state, locality, organization, unit, common, .. } = draft.given;
    Ok(PcaCertificate {
        identifier: md5(&made.der),
        kind: draft.kind.to_owned(),
        parent: issuer.map(|issuer| issuer.row.identifier.clone()),
        algorithm: draft.algorithm,
        common,
        org: organization,
        unit,
        locality,
        province: state,
        country,
        subject: text(&draft.subject),
        sans: listed(draft.sans),
        serial: made.serial.clone(),
        sha256: made.sha256().to_lowercase(),
        not_before: made.not_before,
        not_after: made.not_after,
        made: cx.now,
        cert: made.pem(),
        key: Some(key.pem()),
        ..PcaCertificate::default()
    })
}

/// The identifier of a certificate, which is its MD5 fingerprint (documented: the examples of both are one).
fn md5(der: &[u8]) -> String {
    hex(&Md5::digest(der))
}

/// A subject as it is shown: `C=CN,O=…,OU=…,L=…,ST=…,CN=…`.
fn text(subject: &Name) -> String {
    let parts = [
        ("C", &subject.country),
        ("O", &subject.organization),
        ("OU", &subject.unit),
        ("L", &subject.locality),
        ("ST", &subject.state),
        ("CN", &subject.common),
    ];
    let given = parts
        .iter()
        .filter_map(|(name, value)| Some(format!("{name}={}", escaped(value.as_ref()?))));
    given.collect::<Vec<_>>().join(",")
}

/// A value as a subject shows it (RFC 4514, 2.4).
fn escaped(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for c in value.chars() {
        if "\"+,;<>\\".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// Alternative names as they are shown, each with its type.
fn listed(sans: &[String]) -> String {
    let kind = |name: &str| match name {
        _ if name.parse::<core::net::IpAddr>().is_ok() => 7,
        _ if name.contains("://") => 6,
        _ if name.contains('@') => 1,
        _ => 2,
    };
    let all: Vec<_> =
        sans.iter().map(|name| json!({ "Type": kind(name), "Value": name })).collect();
    json!(all).to_string()
}

/// The certificate and those above it, as PEM.
pub(in crate::pca) fn chain(cx: &mut Cx<'_>, row: &PcaCertificate) -> Result<String> {
    let owner = Owner::of(cx);
    let (mut all, mut next) = (row.cert.clone(), row.parent.clone());
    while let Some(parent) = next.take() {
        if let Some(found) = certificates::certificate(cx.tx, owner, &parent)? {
            all.push_str(&found.cert);
            next = found.parent;
        }
    }
    Ok(all)
}

/// The validity of a call may not be longer than an authority lets it be.
pub(in crate::pca) fn no_longer_than(
    max_days: Option<i64>,
    (from, to): (i64, i64),
) -> Result<(), Fault> {
    const DAY: i64 = 24 * 60 * 60 * 1000;
    let longer = max_days.is_some_and(|days| to.saturating_sub(from) > days.saturating_mul(DAY));
    if longer { Err(TOO_LONG) } else { Ok(()) }
}
