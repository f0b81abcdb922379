//! The test certificate authority. It issues real X.509 certificates; clients trust them only if
//! they trust its root.
//!
//! Each world has its own, created on first use: a root that signs an intermediate, which signs all
//! certificates. The control API returns the root.

use crate::cas::tables::authorities::{self, Authority};
use crate::{
    ApiError, Cx, Random, Result,
    x509::{
        self, Certificate, CertificateTemplate, Curve, Extras, Name, PrivateKey, PublicKey, Usage,
    },
};

/// 2020-01-01 and 2049-12-31, so that it is valid at any time a test sets.
const NOT_BEFORE: i64 = 1_577_836_800_000;
const NOT_AFTER: i64 = 2_524_521_600_000;

const ROOT: &str = "Localyun Test Root CA";
const INTERMEDIATE: &str = "Localyun Test TLS CA";

/// The default outcome of new applications: approved after two seconds, issued one second later.
pub(super) const DEFAULT_OUTCOME: &str = "pass";
/// See [`DEFAULT_OUTCOME`].
pub(super) const DEFAULT_DELAY: i64 = 2000;
/// The default failure reason.
pub(super) const DEFAULT_FAILURE: &str = "the domain name could not be validated.";
/// The time from validation to issue.
pub(super) const ISSUE_DELAY: i64 = 1000;

/// The content of a certificate to issue.
pub(super) struct CertificateRequest<'a> {
    pub(super) names: &'a [String],
    /// The company, for certificates that name one.
    pub(super) company: Option<Name>,
    pub(super) key: &'a PublicKey,
    /// When it ends, in milliseconds since 1970.
    pub(super) until: i64,
}

/// The authority for keys of this algorithm.
pub(super) fn of(cx: &mut Cx<'_>, algorithm: &str) -> Result<Authority> {
    let kind = if algorithm == "SM2" { "SM2" } else { "ECC" };
    if let Some(found) = authorities::authority(cx.tx, kind)? {
        return Ok(found);
    }
    let curve = if kind == "SM2" { Curve::Sm2 } else { Curve::P256 };
    let made = make(cx.random, curve).map_err(ApiError::internal)?;
    authorities::insert(cx.tx, kind, &made)?;
    Ok(made)
}

fn make(random: &mut dyn Random, curve: Curve) -> x509::Result<Authority> {
    let named = |common: &str| {
        let mut name = Name::of_domain(common);
        name.country = Some("CN".into());
        name.organization = Some("Localyun".into());
        name
    };
    let (root_key, key) = (PrivateKey::ec(random, curve), PrivateKey::ec(random, curve));
    let mut sign = |common: &str, of: &PrivateKey, issuer: Option<&Certificate>| {
        let authority = CertificateTemplate {
            subject: &named(common),
            sans: &[],
            key: &of.public()?,
            not_before: NOT_BEFORE,
            not_after: NOT_AFTER,
            usage: Usage::Authority,
            extras: Extras::default(),
        };
        x509::issue(random, &authority, issuer, &root_key)
    };
    let root = sign(ROOT, &root_key, None)?;
    let intermediate = sign(INTERMEDIATE, &key, Some(&root))?;
    Ok(Authority { root: root.pem(), intermediate: intermediate.pem(), key: key.pem() })
}

/// Issues a certificate. Returns it and the intermediate that signed it.
pub(super) fn issue(cx: &mut Cx<'_>, it: &CertificateRequest<'_>) -> Result<Vec<Certificate>> {
    let authority = of(cx, it.key.algorithm())?;
    signed(cx.random, &authority, it, cx.now).map_err(ApiError::internal)
}

fn signed(
    random: &mut dyn Random,
    authority: &Authority,
    it: &CertificateRequest<'_>,
    not_before: i64,
) -> x509::Result<Vec<Certificate>> {
    let chain = Certificate::chain_from_pem(&authority.intermediate)?;
    let issuer = chain.first().ok_or(x509::Error::Certificate)?;
    let signer = PrivateKey::from_pem(&authority.key)?;
    let mut subject = it.company.clone().unwrap_or_default();
    subject.common = it.names.first().cloned();
    let leaf = CertificateTemplate {
        subject: &subject,
        sans: it.names,
        key: it.key,
        not_before,
        not_after: it.until,
        usage: Usage::Server,
        extras: Extras::default(),
    };
    let leaf = x509::issue(random, &leaf, Some(issuer), &signer)?;
    Ok(vec![leaf, issuer.clone()])
}

/// The outcome of new applications of the caller's account, and its delay in milliseconds.
pub(super) fn validation_settings(cx: &mut Cx<'_>) -> Result<(String, i64)> {
    let said = authorities::validation(cx.tx, &cx.caller.account)?;
    Ok(said.unwrap_or_else(|| (DEFAULT_OUTCOME.to_owned(), DEFAULT_DELAY)))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A deterministic source of random bytes.
    struct CountingRandom(u64);

    impl Random for CountingRandom {
        fn fill(&mut self, bytes: &mut [u8]) {
            for byte in bytes {
                self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                *byte = self.0.to_be_bytes()[0];
            }
        }
    }

    #[test]
    fn what_is_issued_leads_to_the_root() {
        let random = &mut CountingRandom(1);
        for curve in [Curve::P256, Curve::Sm2] {
            let authority = make(random, curve).unwrap();
            let root = Certificate::chain_from_pem(&authority.root).unwrap().remove(0);
            let names = ["*.example.com", "example.com"].map(String::from);
            let key = PrivateKey::ec(random, curve).public().unwrap();
            let mut company = Name::default();
            company.organization = Some("示例".into());
            let wanted = CertificateRequest {
                names: &names,
                company: Some(company),
                key: &key,
                until: 1_798_761_600_000,
            };
            let chain = signed(random, &authority, &wanted, 1_767_225_600_000).unwrap();
            let [leaf, intermediate] = chain.as_slice() else { panic!("two certificates") };
            assert!(leaf.is_issued_by(intermediate) && intermediate.is_issued_by(&root));
            assert!(root.is_issued_by(&root) && !leaf.authority && intermediate.authority);
            assert_eq!(leaf.subject.common.as_deref(), Some("*.example.com"));
            assert_eq!(leaf.subject.organization.as_deref(), Some("示例"));
            assert_eq!((&leaf.sans[..], leaf.not_after), (&names[..], 1_798_761_600_000));
        }
    }
}
