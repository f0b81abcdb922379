//! What deployment jobs of the certificate service do to domains: they set certificates and take them back.

use crate::cdn::{
    CDN,
    service::Service,
    tables::{
        bindings::{self, Binding},
        domains::{self, Domain},
    },
};
use crate::{
    Cx, Result,
    core::deploy_targets::{DeployTarget, Deployed},
    x509::Certificate,
};

/// The domains of CDN.
pub(super) const TARGETS: &[DeployTarget] = &[DeployTarget {
    product: "CDN",
    has_domain: |cx, name| has_domain(cx, Service::Cdn, name),
    deploy: |cx, name, it| deploy(cx, Service::Cdn, name, it),
    restore: |cx, name, former| restore(cx, Service::Cdn, name, former),
    serves_deployed: |cx, name, cert| serves_deployed(cx, Service::Cdn, name, cert),
}];

/// The domain of the caller's account, if there is one of this name.
fn domain(cx: &mut Cx<'_>, service: Service, name: &str) -> Result<Option<Domain>> {
    if !cx.tx.has_part(CDN.id)? {
        return Ok(None);
    }
    let found = domains::named(cx.tx, name)?;
    let is_it = |it: &Domain| it.account == cx.caller.account && it.service == service;
    Ok(found.filter(is_it))
}

/// Whether there is a domain of this name.
pub(crate) fn has_domain(cx: &mut Cx<'_>, service: Service, name: &str) -> Result<bool> {
    Ok(domain(cx, service, name)?.is_some())
}

/// Sets the certificate of a domain, as a call does that names one of the certificate service. One that is not online takes none,
/// nor does one whose certificates the control API has refused.
pub(crate) fn deploy(
    cx: &mut Cx<'_>,
    service: Service,
    name: &str,
    it: &Deployed<'_>,
) -> Result<bool> {
    let Some(domain) = domain(cx, service, name)? else { return Ok(false) };
    let chain = Certificate::chain_from_pem(it.pem).unwrap_or_default();
    let Some(leaf) = chain.first() else { return Ok(false) };
    let takes_none = ["offline", "stopping", "deleting"].contains(&domain.status.as_str());
    if takes_none || domain.fail.is_some() {
        return Ok(false);
    }
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
    bindings::put(cx.tx, (&domain.account, service), &binding)?;
    Ok(true)
}

/// Gives a domain the certificate back that a job has replaced, or none if it had none.
pub(crate) fn restore(
    cx: &mut Cx<'_>,
    service: Service,
    name: &str,
    former: Option<i64>,
) -> Result<()> {
    let Some(domain) = domain(cx, service, name)? else { return Ok(()) };
    let kept = match former {
        Some(cert) => bindings::kept(cx.tx, domain.seq, cert)?,
        None => None,
    };
    match kept {
        Some(it) => {
            let it = Binding { changed: cx.now, ..it };
            Ok(bindings::put(cx.tx, (&domain.account, service), &it)?)
        }
        None => Ok(bindings::delete(cx.tx, domain.seq)?),
    }
}

/// Whether a job has set the certificate of a domain that it serves.
pub(crate) fn serves_deployed(
    cx: &mut Cx<'_>,
    service: Service,
    name: &str,
    cert: i64,
) -> Result<bool> {
    let Some(domain) = domain(cx, service, name)? else { return Ok(false) };
    let binding = bindings::of(cx.tx, domain.seq)?;
    Ok(binding.is_some_and(|it| it.by_job && it.cert == cert))
}
