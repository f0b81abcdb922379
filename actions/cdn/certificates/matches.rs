//! The domains that a certificate is for.

use base64::{Engine, engine::general_purpose::STANDARD};
use serde::Serialize;

use crate::cdn::{
    faults::BAD_PUB,
    names,
    service::Service,
    tables::{bindings, domains},
};
use crate::{Cx, Result, shared::format, x509::Certificate};

/// What a call asks of the domains of a certificate.
pub(crate) struct Asked {
    /// The certificate: PEM in base64, or as it is.
    pub(crate) public: String,
    /// Only those that serve HTTPS, or that do not.
    pub(crate) https: Option<bool>,
    /// Only those that it names, and not those below a star.
    pub(crate) exact: bool,
}

/// A certificate with the domains that it is for.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Match {
    cert_subject_common_name: String,
    cert_type: String,
    issuer: String,
    cert_start_time: String,
    cert_expire_time: String,
    cert_expired: &'static str,
    cert_ca_is_legacy: &'static str,
    /// The names in it.
    domain_names: String,
    /// The domains that it is for.
    domain_list: String,
}

/// See [`Match`].
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Matches {
    cert_infos: MatchRows,
}

/// See [`Match`].
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct MatchRows {
    cert_info: Vec<Match>,
}

/// The PEM of a call: in base64, which may be escaped for a URL once more.
fn pem(text: &str) -> Option<String> {
    if text.contains("-----BEGIN") {
        return Some(text.to_owned());
    }
    let text = text.replace("%2B", "+").replace("%2F", "/").replace("%3D", "=");
    let plain: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    String::from_utf8(STANDARD.decode(plain).ok()?).ok()
}

const fn yes_no(it: bool) -> &'static str {
    if it { "yes" } else { "no" }
}

/// The domains of a product that a certificate is for.
pub(crate) fn of(cx: &mut Cx<'_>, service: Service, it: &Asked) -> Result<Matches> {
    let account = cx.account().to_owned();
    let pem = pem(&it.public).ok_or(BAD_PUB)?;
    let chain = Certificate::chain_from_pem(&pem).map_err(|_| BAD_PUB)?;
    let leaf = chain.first().ok_or(BAD_PUB)?;
    let by = leaf.domains();
    let mut found = Vec::new();
    for domain in domains::all(cx.tx, &account, service)? {
        let is_exact = by.contains(&names::in_certificates(&domain.name));
        let covers =
            is_exact || !it.exact && names::is_covered(&domain.name, by.iter().map(String::as_str));
        let https = bindings::of(cx.tx, domain.seq)?.is_some();
        if covers && it.https.is_none_or(|wanted| wanted == https) {
            found.push(domain.name);
        }
    }
    let row = Match {
        cert_subject_common_name: leaf.subject.common.clone().unwrap_or_default(),
        cert_type: leaf.key.algorithm().to_owned(),
        issuer: leaf.issuer.label().to_owned(),
        cert_start_time: format::iso(leaf.not_before),
        cert_expire_time: format::iso(leaf.not_after),
        cert_expired: yes_no(leaf.not_after <= cx.now),
        cert_ca_is_legacy: yes_no(false),
        domain_names: by.join(","),
        domain_list: found.join(","),
    };
    Ok(Matches { cert_infos: MatchRows { cert_info: vec![row] } })
}
