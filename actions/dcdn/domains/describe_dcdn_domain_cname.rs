//! `DescribeDcdnDomainCname` tells whether the records of domains lead to them, as the zones say that are hosted here.

use crate::cdn::{
    domains::views::{self, Cnames},
    faults::{MANY_NAMES, NO_DOMAIN},
    resources::SEVERAL,
    service::Service,
};
use crate::dcdn::resources::{OF_SEVERAL, RESOURCES};
use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result};

pub(in crate::dcdn) struct DescribeDcdnDomainCname {
    names: String,
}

impl Action for DescribeDcdnDomainCname {
    const NAME: &'static str = "DescribeDcdnDomainCname";
    const DOC: &'static str = "Queries whether the records of domains lead to them.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = RESOURCES;
    const RESOURCES_OF: Option<ResourceReader> = Some(OF_SEVERAL);
    const FAULTS: &'static [Fault] = &[NO_DOMAIN.dcdn, MANY_NAMES];
    type Response = Cnames;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { names: p.required(SEVERAL)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Cnames> {
        views::cnames(cx, Service::Dcdn, &self.names)
    }
}
