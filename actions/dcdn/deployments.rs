//! What deployment jobs of the certificate service do to domains.

use crate::{
    cdn::{
        deployments::{deploy, has_domain, restore, serves_deployed},
        service::Service,
    },
    core::deploy_targets::DeployTarget,
};

/// The domains of DCDN.
pub(super) const TARGETS: &[DeployTarget] = &[DeployTarget {
    product: "DCDN",
    has_domain: |cx, name| has_domain(cx, Service::Dcdn, name),
    deploy: |cx, name, it| deploy(cx, Service::Dcdn, name, it),
    restore: |cx, name, former| restore(cx, Service::Dcdn, name, former),
    serves_deployed: |cx, name, cert| serves_deployed(cx, Service::Dcdn, name, cert),
}];
