//! `DescribeDomainCname` tells whether the records of domains lead to them, as the zones say that are hosted here.

use crate::cdn::{
    domains::views::{self, Cnames},
    faults::{MANY_NAMES, NO_DOMAIN},
    resources::{OF_SEVERAL, RESOURCES, SEVERAL},
    service::Service,
};
use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result};

pub(in crate::cdn) struct DescribeDomainCname {
    names: String,
}

impl Action for DescribeDomainCname {
    const NAME: &'static str = "DescribeDomainCname";
    const DOC: &'static str = "Queries whether the records of domains lead to them.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = RESOURCES;
    const RESOURCES_OF: Option<ResourceReader> = Some(OF_SEVERAL);
    const FAULTS: &'static [Fault] = &[NO_DOMAIN.cdn, MANY_NAMES];
    type Response = Cnames;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { names: p.required(SEVERAL)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Cnames> {
        views::cnames(cx, Service::Cdn, &self.names)
    }
}
