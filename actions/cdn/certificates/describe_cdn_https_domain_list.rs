//! `DescribeCdnHttpsDomainList` lists the domains that serve HTTPS.

use crate::cdn::{
    certificates::views::{self, HttpsDomains},
    faults::NO_HTTPS,
    lists,
    resources::ALL_RESOURCES,
    service::Service,
};
use crate::{Access, Action, Cx, Fault, Params, Result, request::page::Page, text};

pub(in crate::cdn) struct DescribeCdnHttpsDomainList {
    keyword: Option<String>,
    page: Page,
}

impl Action for DescribeCdnHttpsDomainList {
    const NAME: &'static str = "DescribeCdnHttpsDomainList";
    const DOC: &'static str = "Queries the domains that serve HTTPS.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = ALL_RESOURCES;
    const FAULTS: &'static [Fault] = &[NO_HTTPS];
    type Response = HttpsDomains;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let keyword = p.optional(text("Keyword").doc("A part of the name."))?;
        Ok(Self { keyword, page: lists::page(p, 20, 100)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<HttpsDomains> {
        views::https_domains(cx, Service::Cdn, self.keyword.as_deref(), self.page)
    }
}
