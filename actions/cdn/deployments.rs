//! What deployment jobs of the certificate service do to domains: they set certificates and take them back.

use crate::cdn::{
    CDN,
    service::Service,
    tables::{
        bindings::{self, Binding},
        domains::{self, Domain},
    },
};
use crate::{Cx, Result, x509::Certificate};

/// A certificate that a job deploys.
#[derive(Clone, Debug)]
pub(crate) struct Deployed<'a> {
    pub(crate) id: i64,
    pub(crate) name: &'a str,
    /// The region of the job.
    pub(crate) region: &'a str,
    pub(crate) pem: &'a str,
}

/// What a deployment to a resource comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// The resource is no domain of these products.
    NoDomain,
    /// The domain takes it.
    Done,
    /// The domain is not online.
    Refused,
}

/// The domain of a product of the caller's account, if there is one of this name.
fn domain(cx: &mut Cx<'_>, product: &str, name: &str) -> Result<Option<Domain>> {
    let Some(service) = Service::named(product) else { return Ok(None) };
    if !cx.tx.has_part(CDN.id)? {
        return Ok(None);
    }
    let found = domains::named(cx.tx, name)?;
    let is_it = |it: &Domain| it.account == cx.caller.account && it.service == service;
    Ok(found.filter(is_it))
}

/// Whether a product has a domain of this name.
pub(crate) fn has_domain(cx: &mut Cx<'_>, product: &str, name: &str) -> Result<bool> {
    Ok(domain(cx, product, name)?.is_some())
}

/// Sets the certificate of a domain, as a call does that names one of the certificate service.
pub(crate) fn deploy(
    cx: &mut Cx<'_>,
    (product, name): (&str, &str),
    it: &Deployed<'_>,
) -> Result<Outcome> {
    let Some(domain) = domain(cx, product, name)? else { return Ok(Outcome::NoDomain) };
    if ["offline", "stopping", "deleting"].contains(&domain.status.as_str()) {
        return Ok(Outcome::Refused);
    }
    let chain = Certificate::chain_from_pem(it.pem).unwrap_or_default();
    let Some(leaf) = chain.first() else { return Ok(Outcome::Refused) };
    let binding = Binding {
        domain: domain.seq,
        kind: "cas".to_owned(),
        cert: it.id,
        name: it.name.to_owned(),
        region: it.region.to_owned(),
        pem: it.pem.to_owned(),
        common: leaf.subject.common.clone().unwrap_or_default(),
        org: leaf.issuer.organization.clone().unwrap_or_default(),
        sans: leaf.domains().join(","),
        sha1: leaf.sha1(),
        starts: leaf.not_before,
        ends: leaf.not_after,
        changed: cx.now,
        by_job: true,
    };
    if let Some(former) = bindings::of(cx.tx, domain.seq)? {
        bindings::keep(cx.tx, &former)?;
    }
    bindings::put(cx.tx, (&domain.account, domain.service), &binding)?;
    Ok(Outcome::Done)
}

/// Gives a domain the certificate back that a job has replaced, or none if it had none.
pub(crate) fn restore(
    cx: &mut Cx<'_>,
    (product, name): (&str, &str),
    former: Option<i64>,
) -> Result<()> {
    let Some(domain) = domain(cx, product, name)? else { return Ok(()) };
    let kept = match former {
        Some(cert) => bindings::kept(cx.tx, domain.seq, cert)?,
        None => None,
    };
    match kept {
        Some(it) => {
            let it = Binding { changed: cx.now, ..it };
            Ok(bindings::put(cx.tx, (&domain.account, domain.service), &it)?)
        }
        None => Ok(bindings::delete(cx.tx, domain.seq)?),
    }
}

/// Whether a job has set the certificate of a domain that it serves; `None` if there is no such domain.
pub(crate) fn is_by_job(
    cx: &mut Cx<'_>,
    (product, name): (&str, &str),
    cert: i64,
) -> Result<Option<bool>> {
    let Some(domain) = domain(cx, product, name)? else { return Ok(None) };
    let binding = bindings::of(cx.tx, domain.seq)?;
    Ok(Some(binding.is_some_and(|it| it.by_job && it.cert == cert)))
}
