//! How certificates of domains are set: a pair that a call brings, one that the certificate service has, or one that is made up.

use crate::cdn::{
    domains::{domain_states::is_busy, life},
    faults::{
        BAD_CERT_TYPE, BAD_PRI, BAD_PROTOCOL, BAD_PUB, BAD_REGION, BUSY, EXPIRED, LONG_CERT_NAME,
        NO_CERT_NAME, NO_CERTIFICATE, NO_DOMAIN, NO_ID, NO_PRI, NO_PUB, NOT_A_PAIR, OFFLINE,
        SAME_CERT_NAME,
    },
    lists::DAY,
    names,
    service::Service,
    tables::{
        bindings::{self, Binding},
        domains::Domain,
    },
};
use crate::{
    ApiError, Cx, Fault, Result,
    cas::{
        cloud_domains::{self, Served},
        stored::{self, REGIONS, Stored},
    },
    x509::{Certificate, PrivateKey},
};

/// What setting the certificate of a domain of CDN can be refused with.
pub(in crate::cdn) const FAULTS: &[Fault] = &[
    NO_DOMAIN.cdn,
    BUSY,
    OFFLINE.cdn,
    BAD_PROTOCOL,
    BAD_CERT_TYPE,
    NO_PUB,
    NO_PRI,
    BAD_PUB,
    BAD_PRI,
    NOT_A_PAIR,
    EXPIRED,
    NO_CERTIFICATE,
    NO_CERT_NAME,
    LONG_CERT_NAME,
    SAME_CERT_NAME,
    BAD_REGION,
];

/// The refusal that the control API has set by its code, with the text that the code has, if it is known.
fn told(service: Service, code: &str) -> ApiError {
    let of_service = [OFFLINE.of(service), NO_DOMAIN.of(service)];
    let known = of_service.iter().chain(FAULTS).find(|it| it.code == code);
    known.map_or_else(
        || ApiError::new(400, code.to_owned(), "Setting the certificate has failed."),
        |it| (*it).into(),
    )
}

/// The longest name of a certificate (documented).
const LONGEST_NAME: usize = 128;
/// The most domains of a call (documented).
const MOST_NAMES: usize = 10;
/// How long a certificate that is made up is good.
const MADE_UP_DAYS: i64 = 90;

/// What a call says of the certificate of a domain.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wanted {
    /// `on` or `off`.
    pub(crate) protocol: String,
    pub(crate) kind: Option<String>,
    pub(crate) id: Option<i64>,
    pub(crate) name: Option<String>,
    pub(crate) region: Option<String>,
    pub(crate) public: Option<String>,
    pub(crate) private: Option<String>,
    /// Whether a certificate of the same name gives way.
    pub(crate) force: bool,
    /// Whether a certificate of the certificate service is found, and called, by its own id and name alone.
    pub(crate) by_id: bool,
}

/// Sets the certificate of a domain, or ends its HTTPS.
pub(crate) fn set(cx: &mut Cx<'_>, service: Service, name: &str, it: &Wanted) -> Result<()> {
    let domain = life::found(cx, service, name)?;
    match &*it.protocol {
        "off" => return end(cx, &domain),
        "on" => {}
        _ => return Err(BAD_PROTOCOL.into()),
    }
    if domain.status == "offline" {
        return Err(OFFLINE.of(service).into());
    }
    if is_busy(domain.status.as_str()) && domain.status != "checking" {
        return Err(BUSY.into());
    }
    if let Some(code) = &domain.fail {
        return Err(told(service, code));
    }
    let is_long = |it: &String| it.chars().count() > LONGEST_NAME;
    if it.name.as_ref().is_some_and(is_long) {
        return Err(LONG_CERT_NAME.into());
    }
    let kind = it.kind.as_deref().unwrap_or("upload");
    let (found, pem) = match kind {
        "upload" => uploaded(cx, it)?,
        "cas" => of_service(cx, it)?,
        "free" => made_up(cx, &domain)?,
        _ => return Err(BAD_CERT_TYPE.into()),
    };
    let given = it.name.as_ref().filter(|_| !(it.by_id && kind == "cas"));
    let label = given.unwrap_or(&found.name).clone();
    bind(cx, &domain, &Bound { kind, found: &found, label: &label, pem: &pem })
}

/// Sets the certificate of several domains, of which there may be ten: of all of them or of none.
pub(crate) fn set_all(cx: &mut Cx<'_>, service: Service, names: &str, it: &Wanted) -> Result<()> {
    let names = life::names_within(names, MOST_NAMES)?;
    names.iter().try_for_each(|name| set(cx, service, name, it))
}

/// Ends the HTTPS of a domain, which forgets its certificate (modelled).
fn end(cx: &mut Cx<'_>, domain: &Domain) -> Result<()> {
    bindings::delete(cx.tx, domain.seq)?;
    let whose = (&*domain.account, domain.service.name());
    cloud_domains::install(cx.tx, whose, (&domain.name, None), cx.now)
}

/// A certificate as a domain has it.
struct Bound<'a> {
    kind: &'a str,
    found: &'a Stored,
    label: &'a str,
    pem: &'a str,
}

fn bind(cx: &mut Cx<'_>, domain: &Domain, it: &Bound<'_>) -> Result<()> {
    let binding = binding(domain.seq, it, cx.now);
    bindings::put(cx.tx, (&domain.account, domain.service), &binding)?;
    let whose = (&*domain.account, domain.service.name());
    let served =
        Served { id: binding.cert, name: &binding.name, start: binding.starts, end: binding.ends };
    cloud_domains::install(cx.tx, whose, (&domain.name, Some(&served)), cx.now)
}

fn binding(domain: i64, it: &Bound<'_>, now: i64) -> Binding {
    let leaf = Certificate::chain_from_pem(it.pem).ok().and_then(|all| all.into_iter().next());
    Binding {
        domain,
        kind: it.kind.to_owned(),
        cert: it.found.id,
        name: it.label.to_owned(),
        region: it.found.region.to_owned(),
        pem: it.pem.to_owned(),
        common: it.found.common.clone(),
        org: leaf.and_then(|it| it.issuer.organization).unwrap_or_default(),
        sans: it.found.sans.clone(),
        sha1: it.found.sha1.clone(),
        starts: it.found.start,
        ends: it.found.end,
        changed: now,
        by_job: false,
    }
}

/// The leaf of a chain and the chain, if it can be read.
fn chain_of(pem: &str) -> Result<Vec<Certificate>, Fault> {
    let chain = Certificate::chain_from_pem(pem).map_err(|_| BAD_PUB)?;
    if chain.is_empty() { Err(BAD_PUB) } else { Ok(chain) }
}

/// The pair of a call, which the certificate service keeps from then on: one with the same content is the same.
fn uploaded(cx: &mut Cx<'_>, it: &Wanted) -> Result<(Stored, String)> {
    let public = it.public.as_deref().ok_or(NO_PUB)?;
    let private = it.private.as_deref().ok_or(NO_PRI)?;
    let chain = chain_of(public)?;
    let leaf = chain.first().ok_or(BAD_PUB)?;
    let key = PrivateKey::from_pem(private).and_then(|it| it.public()).map_err(|_| BAD_PRI)?;
    if key != leaf.key {
        return Err(NOT_A_PAIR.into());
    }
    if leaf.not_after <= cx.now {
        return Err(EXPIRED.into());
    }
    let account = cx.account().to_owned();
    let known = stored::of_content(cx.tx, &account, leaf)?;
    if let Some(name) = it.name.as_ref().filter(|name| Some(*name) != known_name(known.as_ref()))
        && stored::is_named(cx.tx, &account, name)?
    {
        match stored::of_name(cx.tx, &account, REGIONS[0], name)? {
            Some(there) if it.force => stored::remove(cx, there.id)?,
            _ => return Err(SAME_CERT_NAME.into()),
        }
    }
    if let Some(known) = known {
        return Ok((known, public.to_owned()));
    }
    let name = match &it.name {
        Some(name) => name.clone(),
        None => free_name(cx)?,
    };
    let made = stored::upload(cx, &name, &chain, (public, private))?;
    Ok((made, public.to_owned()))
}

fn known_name(known: Option<&Stored>) -> Option<&String> {
    known.map(|it| &it.name)
}

/// A name that no certificate has, after the time.
fn free_name(cx: &mut Cx<'_>) -> Result<String> {
    let (account, wanted) = (cx.account().to_owned(), format!("cert-{}", cx.now));
    let (mut name, mut count) = (wanted.clone(), 1);
    while stored::is_named(cx.tx, &account, &name)? {
        count += 1;
        name = format!("{wanted}-{count}");
    }
    Ok(name)
}

/// The certificate of the certificate service that a call names: its id counts more than its name (observed).
fn of_service(cx: &mut Cx<'_>, it: &Wanted) -> Result<(Stored, String)> {
    let account = cx.account().to_owned();
    let region = region(it.region.as_deref())?;
    let found = match (it.id, &it.name) {
        (Some(id), _) => stored::of_id(cx.tx, &account, region, id)?,
        (None, _) if it.by_id => return Err(NO_ID.into()),
        (None, Some(name)) => stored::of_name(cx.tx, &account, region, name)?,
        (None, None) => return Err(NO_CERT_NAME.into()),
    };
    let found = found.ok_or(NO_CERTIFICATE)?;
    if found.end <= cx.now {
        return Err(EXPIRED.into());
    }
    let (pem, _) = stored::texts(cx.tx, &account, (region, found.id))?;
    Ok((found, pem))
}

/// A region in which certificates are.
pub(super) fn region(name: Option<&str>) -> Result<&'static str, Fault> {
    let name = name.unwrap_or(REGIONS[0]);
    REGIONS.into_iter().find(|it| *it == name).ok_or(BAD_REGION)
}

/// A certificate that the test authority issues for a domain (modelled: the vendor issues none any more).
fn made_up(cx: &mut Cx<'_>, domain: &Domain) -> Result<(Stored, String)> {
    let names = [names::in_certificates(&domain.name)];
    let (pem, key) = stored::issue(cx, &names, cx.now.saturating_add(MADE_UP_DAYS * DAY))?;
    let chain = chain_of(&pem)?;
    let name = free_name(cx)?;
    let made = stored::upload(cx, &name, &chain, (&pem, &key))?;
    Ok((made, pem))
}
