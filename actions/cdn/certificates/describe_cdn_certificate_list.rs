//! `DescribeCdnCertificateList` lists the stored certificates that cover a domain, or all.

use crate::cdn::{
    certificates::views::{self, Certificates},
    faults::NO_DOMAIN,
    resources::{ALL_RESOURCES, NAME},
    service::Service,
};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(in crate::cdn) struct DescribeCdnCertificateList {
    domain: Option<String>,
}

impl Action for DescribeCdnCertificateList {
    const NAME: &'static str = "DescribeCdnCertificateList";
    const DOC: &'static str = "Queries stored certificates.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = ALL_RESOURCES;
    const FAULTS: &'static [Fault] = &[NO_DOMAIN.cdn];
    type Response = Certificates;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { domain: p.optional(NAME)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Certificates> {
        views::list(cx, Service::Cdn, self.domain.as_deref())
    }
}
