//! Issues the certificate of an approved application and stores it.

use sha2::{Digest, Sha256};

use crate::cas::{
    authority::{self, CertificateRequest},
    certificates::certificate_chain,
    certificates::csr_rules,
    certificates::expiry::DAY,
    domains,
    orders::order_faults::BAD_CSR,
    tables::{
        Owner,
        certificates::{self, Certificate, PemTexts},
        companies::Company,
        csrs,
    },
};
use crate::{
    ApiError, Cx, Fault, Result,
    x509::{self, Csr, Name, PrivateKey},
};

/// The key algorithms that the service generates.
pub(super) const ALGORITHMS: &[&str] = &["RSA_2048", "RSA_3072", "RSA_4096", "ECC_256", "SM2"];

/// An approved application.
pub(super) struct ApprovedApplication<'a> {
    pub(super) names: Vec<String>,
    /// PEM, if the caller supplied one.
    pub(super) csr: Option<&'a str>,
    /// One of [`ALGORITHMS`], for a generated key.
    pub(super) algorithm: &'a str,
    /// The company, for certificates that name one.
    pub(super) company: Option<&'a Company>,
    /// The latest end of the certificate, in milliseconds since 1970.
    pub(super) latest: i64,
    pub(super) days: i64,
    /// Its preferred name.
    pub(super) name: String,
    /// The remaining fields of its row that are not in the certificate itself.
    pub(super) row: Certificate,
}

/// Issues the certificate and stores it.
pub(super) fn issue(cx: &mut Cx<'_>, it: ApprovedApplication<'_>) -> Result<Certificate> {
    let owner = Owner::of(cx);
    let company = it.company.map(subject);
    let (public, key, csr) = if let Some(text) = it.csr {
        let public = Csr::from_pem(text).map_err(|_| BAD_CSR)?.key;
        let digest = x509::hex(&Sha256::digest(public.der()));
        (public, csrs::private_key(cx.tx, owner, &digest)?, text.to_owned())
    } else {
        let key = make_key(cx, it.algorithm)?;
        let mut name = company.clone().unwrap_or_default();
        name.common = it.names.first().cloned();
        let csr = x509::request(cx.random, &name, &it.names, &key).map_err(ApiError::internal)?;
        (key.public().map_err(ApiError::internal)?, Some(key.pem()), csr)
    };
    let latest = it.latest.min(cx.now.saturating_add(it.days.saturating_mul(DAY)));
    let wanted = CertificateRequest { names: &it.names, company, key: &public, until: latest };
    let chain = authority::issue(cx, &wanted)?;
    let (facts, links) = certificate_chain::to_row(&chain)?;
    let mut row = Certificate {
        name: free_name(cx, owner, it.name)?,
        instance: it.row.instance,
        source: it.row.source,
        order: it.row.order,
        resource_group: it.row.resource_group,
        contact: it.row.contact,
        company: it.row.company,
        keyed: key.is_some(),
        made: cx.now,
        ..facts
    };
    let cert = chain.iter().map(x509::Certificate::pem).collect();
    let texts = PemTexts { chain: links, csr: Some(csr), cert, key, ..PemTexts::default() };
    certificates::insert(cx.tx, owner, &mut row, &texts)?;
    Ok(row)
}

/// Generates a key of one of [`ALGORITHMS`].
fn make_key(cx: &mut Cx<'_>, algorithm: &str) -> Result<PrivateKey> {
    let (algorithm, size) = algorithm.split_once('_').unwrap_or((algorithm, "256"));
    csr_rules::generate_key(cx, algorithm, size.parse().map_err(ApiError::internal)?)
}

/// The subject name of a certificate for a company.
fn subject(company: &Company) -> Name {
    let mut name = Name::default();
    name.organization = Some(company.name.clone());
    name.locality = Some(company.city.clone());
    name.state = Some(company.province.clone());
    // Only two-letter country codes can be encoded.
    name.country = Some(company.country.clone()).filter(|it| csr_rules::is_country(it));
    name
}

/// The name, or the first of `name-2`, `name-3`… that no certificate of the account has.
pub(super) fn free_name(cx: &mut Cx<'_>, owner: Owner<'_>, wanted: String) -> Result<String> {
    if !certificates::has_name(cx.tx, owner, &wanted)? {
        return Ok(wanted);
    }
    let mut count = 2;
    loop {
        let name = format!("{wanted}-{count}");
        if !certificates::has_name(cx.tx, owner, &name)? {
            return Ok(name);
        }
        count += 1;
    }
}

/// Parses a supplied CSR; returns its common name, which is its domain, and the CSR.
pub(super) fn checked(csr: &str) -> Result<(String, Csr), Fault> {
    let csr = Csr::from_pem(csr).map_err(|_| BAD_CSR)?;
    let strong = csr.key.algorithm() != "RSA" || csr.key.bits() >= 2048;
    let common = csr.subject.common.as_deref().map(str::to_lowercase).unwrap_or_default();
    if strong && domains::is_name(&common) { Ok((common, csr)) } else { Err(BAD_CSR) }
}
