//! `DescribeDcdnSSLCertificateList` lists the stored certificates that cover a domain, or all, a page at a time.

use crate::cdn::{
    certificates::views::{self, Certificates},
    faults::{NO_DOMAIN, NO_LIST},
    lists,
    resources::NAME,
    service::Service,
};
use crate::dcdn::resources::ALL_RESOURCES;
use crate::{Access, Action, Cx, Fault, Params, Result, request::page::Page, text};

pub(in crate::dcdn) struct DescribeDcdnSSLCertificateList {
    domain: Option<String>,
    keyword: Option<String>,
    page: Page,
}

impl Action for DescribeDcdnSSLCertificateList {
    const NAME: &'static str = "DescribeDcdnSSLCertificateList";
    const DOC: &'static str = "Queries stored certificates by pages.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = ALL_RESOURCES;
    const FAULTS: &'static [Fault] = &[NO_DOMAIN.dcdn, NO_LIST];
    type Response = Certificates;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let keyword = text("SearchKeyword").doc("A part of the name, or of a domain in it.");
        Ok(Self {
            domain: p.optional(NAME)?,
            keyword: p.optional(keyword)?,
            page: lists::page(p, 20, 1000)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Certificates> {
        let of = (self.domain.as_deref(), self.keyword.as_deref());
        views::page(cx, Service::Dcdn, of, self.page)
    }
}
