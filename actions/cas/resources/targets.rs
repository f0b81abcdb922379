//! The products that are emulated and take certificates for their domains: each such domain is a cloud resource.

use crate::{
    Cx, PRODUCTS, Result,
    cas::tables::resources::Resource,
    core::deploy_targets::{DeployTarget, Deployed},
};

/// The product of this name.
fn target(product: &str) -> Option<&'static DeployTarget> {
    PRODUCTS.iter().flat_map(|it| it.deploy_targets).find(|it| it.product == product)
}

/// The product that has a domain of this name of the caller's account.
fn of_domain(cx: &mut Cx<'_>, product: &str, domain: &str) -> Result<Option<DeployTarget>> {
    let Some(target) = target(product) else { return Ok(None) };
    Ok((target.has_domain)(cx, domain)?.then_some(*target))
}

/// Whether a product has a domain of this name.
pub(in crate::cas) fn has_domain(cx: &mut Cx<'_>, product: &str, domain: &str) -> Result<bool> {
    Ok(of_domain(cx, product, domain)?.is_some())
}

/// Gives the domain that a resource is a certificate. Returns whether it took it.
pub(in crate::cas) fn deploy(
    cx: &mut Cx<'_>,
    it: &Resource,
    certificate: &Deployed<'_>,
) -> Result<bool> {
    match of_domain(cx, &it.product, &it.domain)? {
        Some(target) => (target.deploy)(cx, &it.domain, certificate),
        None => Ok(false),
    }
}

/// Gives the domain that a resource is the certificate of this id back, or none.
pub(in crate::cas) fn restore(cx: &mut Cx<'_>, it: &Resource, former: Option<i64>) -> Result<()> {
    match of_domain(cx, &it.product, &it.domain)? {
        Some(target) => (target.restore)(cx, &it.domain, former),
        None => Ok(()),
    }
}

/// Whether a resource holds its certificate, which cannot be deleted then: a domain only if a job has set it.
pub(in crate::cas) fn holds(cx: &mut Cx<'_>, it: &Resource, certificate: i64) -> Result<bool> {
    match of_domain(cx, &it.product, &it.domain)? {
        Some(target) => (target.serves_deployed)(cx, &it.domain, certificate),
        None => Ok(true),
    }
}
