//! `DescribeDcdnCertificateList` lists the stored certificates that cover a domain, or all.

use crate::cdn::{
    certificates::views::{self, Certificates},
    faults::NO_DOMAIN,
    resources::NAME,
    service::Service,
};
use crate::dcdn::resources::ALL_RESOURCES;
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(in crate::dcdn) struct DescribeDcdnCertificateList {
    domain: Option<String>,
}

impl Action for DescribeDcdnCertificateList {
    const NAME: &'static str = "DescribeDcdnCertificateList";
    const DOC: &'static str = "Queries stored certificates.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = ALL_RESOURCES;
    const FAULTS: &'static [Fault] = &[NO_DOMAIN.dcdn];
    type Response = Certificates;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { domain: p.optional(NAME)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Certificates> {
        views::list(cx, Service::Dcdn, self.domain.as_deref())
    }
}
