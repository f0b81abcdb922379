//! Products to whose resources certificates are deployed: what such a product declares, so that deployment jobs of the product
//! that has the certificates reach them without a use of that product.

use crate::{Cx, Result};

/// A certificate that is deployed.
#[derive(Clone, Copy, Debug)]
pub struct Deployed<'a> {
    /// Its id.
    pub id: i64,
    /// Its name.
    pub name: &'a str,
    /// The region in which it is.
    pub region: &'a str,
    /// The chain, as PEM.
    pub pem: &'a str,
}

/// A product that takes certificates for its domains. Every domain is one of the caller's account.
#[derive(Clone, Copy, Debug)]
pub struct DeployTarget {
    /// How deployments name the product.
    pub product: &'static str,
    /// Whether the product has a domain of this name.
    pub has_domain: fn(&mut Cx<'_>, domain: &str) -> Result<bool>,
    /// Gives a domain a certificate. Returns whether it takes it.
    pub deploy: fn(&mut Cx<'_>, domain: &str, certificate: &Deployed<'_>) -> Result<bool>,
    /// Gives a domain the certificate of this id back that a deployment has replaced, or none.
    pub restore: fn(&mut Cx<'_>, domain: &str, former: Option<i64>) -> Result<()>,
    /// Whether a domain serves the certificate of this id because it was deployed.
    pub serves_deployed: fn(&mut Cx<'_>, domain: &str, certificate: i64) -> Result<bool>,
}
