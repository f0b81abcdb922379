//! Certificates in answers: of domains, and those that the account has stored.

use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::cdn::{
    certificates::bindings::region,
    domains::{life, views::on_off},
    faults::{NO_CERT_ID, NO_CERTIFICATE, NO_HTTPS, NO_LIST, NOT_BOUND},
    lists::{DAY, plain_time},
    names,
    service::Service,
    tables::{
        bindings::{self, Binding},
        domains::{self, Domain},
    },
};
use crate::{
    Cx, Result,
    alidns::zones,
    cas::stored::{self, REGIONS, Stored},
    request::page::Page,
    shared::format,
    x509,
};

/// How long before its end a certificate expires soon.
const SOON: i64 = 30 * DAY;
/// The months of a certificate are of so many days.
const MONTH: i64 = 30 * DAY;

/// What answers say of the certificate of a domain: texts that are empty where it has none.
#[derive(Default)]
pub(crate) struct Info {
    pub(crate) domain: String,
    /// `on` or `off`.
    pub(crate) protocol: &'static str,
    pub(crate) name: String,
    pub(crate) id: String,
    pub(crate) kind: String,
    pub(crate) region: String,
    pub(crate) common: String,
    pub(crate) org: String,
    /// For how many months it is good.
    pub(crate) months: i64,
    pub(crate) starts: String,
    pub(crate) ends: String,
    pub(crate) changed: String,
    pub(crate) pem: String,
    pub(crate) status: &'static str,
    /// Whether the records of the domain lead to it.
    pub(crate) cname_status: &'static str,
}

/// The certificate of a domain.
pub(crate) fn info(cx: &mut Cx<'_>, service: Service, name: &str) -> Result<Info> {
    let domain = life::found(cx, service, name)?;
    let leads = zones::leads_to(cx, &domain.name, &names::alias(&domain.name))?;
    let cname_status = if leads { "ok" } else { "cname_error" };
    let protocol = on_off(false);
    let Some(it) = bindings::of(cx.tx, domain.seq)? else {
        return Ok(Info { domain: domain.name, protocol, cname_status, ..Info::default() });
    };
    Ok(Info {
        domain: domain.name,
        protocol: on_off(true),
        id: it.cert.to_string(),
        months: ((it.ends - it.starts + MONTH / 2) / MONTH).max(1),
        starts: format::iso(it.starts),
        ends: format::iso(it.ends),
        changed: format::iso(it.changed),
        name: it.name,
        kind: it.kind,
        region: it.region,
        common: it.common,
        org: it.org,
        pem: it.pem,
        status: "success",
        cname_status,
    })
}

/// A stored certificate in lists.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Cert {
    cert_id: i64,
    cert_name: String,
    common: String,
    issuer: String,
    fingerprint: String,
    last_time: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    cert_region: Option<&'static str>,
}

/// A list of stored certificates.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CertList {
    cert: Vec<Cert>,
}

/// What an answer with stored certificates has around them.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct CertificateListModel {
    count: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    page_number: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    page_size: Option<i64>,
    cert_list: CertList,
}

/// Stored certificates in an answer.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Certificates {
    certificate_list_model: CertificateListModel,
}

fn cert(it: Stored, with_region: bool) -> Cert {
    Cert {
        cert_id: it.id,
        cert_name: it.name,
        common: it.common,
        issuer: it.issuer,
        fingerprint: it.sha1,
        last_time: it.made / 1000,
        cert_region: with_region.then_some(it.region),
    }
}

/// The names that a certificate is for.
fn names_in(sans: &str) -> impl Iterator<Item = &str> {
    sans.split(',').filter(|it| !it.is_empty())
}

/// The stored certificates of the account: those that cover a domain, or all.
fn stored_for(cx: &mut Cx<'_>, service: Service, domain: Option<&str>) -> Result<Vec<Stored>> {
    let account = cx.account().to_owned();
    let domain = domain.map(|it| life::found(cx, service, it)).transpose()?;
    let covers = |it: &Stored| {
        domain.as_ref().is_none_or(|domain| names::is_covered(&domain.name, names_in(&it.sans)))
    };
    Ok(stored::all(cx.tx, &account)?.into_iter().filter(covers).collect())
}

/// The stored certificates that cover a domain, or all, as the older action lists them.
pub(crate) fn list(
    cx: &mut Cx<'_>,
    service: Service,
    domain: Option<&str>,
) -> Result<Certificates> {
    let found = stored_for(cx, service, domain)?;
    let cert: Vec<Cert> = found.into_iter().map(|it| cert(it, false)).collect();
    let count = i64::try_from(cert.len()).unwrap_or(i64::MAX);
    let certificate_list_model = CertificateListModel {
        count,
        page_number: None,
        page_size: None,
        cert_list: CertList { cert },
    };
    Ok(Certificates { certificate_list_model })
}

/// A page of them, those with a part of a name; none at all is refused (documented).
pub(crate) fn page(
    cx: &mut Cx<'_>,
    service: Service,
    (domain, keyword): (Option<&str>, Option<&str>),
    page: Page,
) -> Result<Certificates> {
    let keyword = keyword.unwrap_or_default().to_lowercase();
    let has = |it: &Stored| {
        [&it.name, &it.common, &it.sans].iter().any(|it| it.to_lowercase().contains(&keyword))
    };
    let found: Vec<Stored> = stored_for(cx, service, domain)?.into_iter().filter(has).collect();
    if found.is_empty() {
        return Err(NO_LIST.into());
    }
    let (found, count) = page.and_total(found);
    let certificate_list_model = CertificateListModel {
        count,
        page_number: Some(page.number),
        page_size: Some(page.size),
        cert_list: CertList { cert: found.into_iter().map(|it| cert(it, true)).collect() },
    };
    Ok(Certificates { certificate_list_model })
}

/// A stored certificate. The key is a digest of it, and never the key.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct Detail {
    cert_id: i64,
    cert_name: String,
    cert: String,
    key: String,
}

fn detail(cx: &mut Cx<'_>, it: Stored) -> Result<Detail> {
    let account = cx.account().to_owned();
    let (cert, key) = stored::texts(cx.tx, &account, (it.region, it.id))?;
    let digest = x509::hex(&Sha256::digest(key.as_bytes()));
    let key = digest.get(..32).unwrap_or_default().to_owned();
    Ok(Detail { cert_id: it.id, cert_name: it.name, cert, key })
}

/// The stored certificate of this name.
pub(crate) fn detail_of_name(cx: &mut Cx<'_>, name: &str) -> Result<Detail> {
    let account = cx.account().to_owned();
    for region in REGIONS {
        if let Some(found) = stored::of_name(cx.tx, &account, region, name)? {
            return detail(cx, found);
        }
    }
    Err(NO_CERTIFICATE.into())
}

/// The stored certificate of this id in a region.
pub(crate) fn detail_of_id(cx: &mut Cx<'_>, id: &str, region_name: Option<&str>) -> Result<Detail> {
    let account = cx.account().to_owned();
    let region = region(region_name)?;
    let id = id.trim().parse().map_err(|_| NO_CERT_ID)?;
    let found = stored::of_id(cx.tx, &account, region, id)?.ok_or(NO_CERT_ID)?;
    detail(cx, found)
}

/// The certificates of the domains of a product with the domains, the newest domain first.
fn bound(cx: &mut Cx<'_>, service: Service) -> Result<Vec<(Domain, Binding)>> {
    let account = cx.account().to_owned();
    let mut all = Vec::new();
    for it in bindings::all(cx.tx, &account, service)? {
        all.extend(domains::numbered(cx.tx, it.domain)?.map(|domain| (domain, it)));
    }
    Ok(all)
}

/// A certificate that domains serve, with these domains.
pub(crate) struct InUse {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) kind: String,
    pub(crate) domains: Vec<String>,
    pub(crate) pem: String,
    pub(crate) changed: String,
    pub(crate) ends: String,
}

/// A time as the answer on one certificate has it: `2098-02-08 08:02:07 +0000 UTC`.
fn utc(millis: i64) -> String {
    format!("{} +0000 UTC", plain_time(millis))
}

/// The certificate of this id, if a domain serves it.
pub(crate) fn in_use(cx: &mut Cx<'_>, service: Service, id: &str) -> Result<InUse> {
    let all = bound(cx, service)?;
    let mut all = all.into_iter().filter(|(_, it)| it.cert.to_string() == id.trim());
    let (domain, it) = all.next().ok_or(NOT_BOUND)?;
    let domains = std::iter::once(domain).chain(all.map(|(domain, _)| domain));
    Ok(InUse {
        domains: domains.map(|it| it.name).collect(),
        id: it.cert.to_string(),
        changed: utc(it.changed),
        ends: utc(it.ends),
        name: it.name,
        kind: it.kind,
        pem: it.pem,
    })
}

/// A domain that serves HTTPS.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct HttpsDomain {
    domain_name: String,
    cert_name: String,
    cert_type: String,
    cert_common_name: String,
    cert_status: &'static str,
    cert_start_time: String,
    cert_expire_time: String,
    cert_update_time: String,
}

/// Domains that serve HTTPS.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct HttpsDomains {
    total_count: i64,
    cert_infos: HttpsRows,
}

/// See [`HttpsDomains`].
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct HttpsRows {
    cert_info: Vec<HttpsDomain>,
}

/// What may be said of a certificate of a domain.
fn health(domain: &Domain, it: &Binding, now: i64) -> &'static str {
    match () {
        () if it.ends <= now => "expired",
        () if !names::is_covered(&domain.name, it.names()) => "mismatch",
        () if it.ends <= now.saturating_add(SOON) => "expire_soon",
        () => "ok",
    }
}

/// A page of the domains that serve HTTPS and have a part of a name in theirs; none at all is refused (documented).
pub(crate) fn https_domains(
    cx: &mut Cx<'_>,
    service: Service,
    keyword: Option<&str>,
    page: Page,
) -> Result<HttpsDomains> {
    let keyword = keyword.unwrap_or_default().to_lowercase();
    let mut all = bound(cx, service)?;
    all.retain(|(domain, _)| domain.name.contains(&keyword));
    if all.is_empty() {
        return Err(NO_HTTPS.into());
    }
    let now = cx.now;
    let (found, total_count) = page.and_total(all);
    let shown = |(domain, it): (Domain, Binding)| HttpsDomain {
        cert_status: health(&domain, &it, now),
        domain_name: domain.name,
        cert_name: it.name,
        cert_type: it.kind,
        cert_common_name: it.common,
        cert_start_time: plain_time(it.starts),
        cert_expire_time: plain_time(it.ends),
        cert_update_time: plain_time(it.changed),
    };
    let cert_info = found.into_iter().map(shown).collect();
    Ok(HttpsDomains { total_count, cert_infos: HttpsRows { cert_info } })
}

/// How many domains serve a certificate that expires or has expired.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct ExpireCount {
    expire_within_30_days_count: i64,
    expired_count: i64,
}

/// How many domains serve a certificate that expires within 30 days, or has expired.
pub(crate) fn expire_count(cx: &mut Cx<'_>, service: Service) -> Result<ExpireCount> {
    let (account, now) = (cx.account().to_owned(), cx.now);
    let mut count = ExpireCount { expire_within_30_days_count: 0, expired_count: 0 };
    for it in bindings::all(cx.tx, &account, service)? {
        if it.ends <= now {
            count.expired_count += 1;
        } else if it.ends <= now.saturating_add(SOON) {
            count.expire_within_30_days_count += 1;
        }
    }
    Ok(count)
}
