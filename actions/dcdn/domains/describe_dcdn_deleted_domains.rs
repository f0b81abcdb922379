//! `DescribeDcdnDeletedDomains` lists the domains that were deleted, the last first.

use crate::cdn::{
    domains::views::{self, DeletedPage},
    lists,
    service::Service,
};
use crate::dcdn::resources::ALL_RESOURCES;
use crate::{Access, Action, Cx, Params, Result, request::page::Page};

pub(in crate::dcdn) struct DescribeDcdnDeletedDomains {
    page: Page,
}

impl Action for DescribeDcdnDeletedDomains {
    const NAME: &'static str = "DescribeDcdnDeletedDomains";
    const DOC: &'static str = "Queries the domains that were deleted.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = ALL_RESOURCES;
    type Response = DeletedPage;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { page: lists::page(p, 20, 500)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<DeletedPage> {
        views::deleted(cx, Service::Dcdn, self.page)
    }
}
