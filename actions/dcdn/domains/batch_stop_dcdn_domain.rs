//! `BatchStopDcdnDomain` stops several domains: all of them or none.

use crate::cdn::{
    domains::life,
    faults::{BUSY, MANY_NAMES, NO_DOMAIN},
    lists::Done,
    resources::NAMES,
    service::Service,
};
use crate::dcdn::resources::OF_NAMES;
use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result};

pub(in crate::dcdn) struct BatchStopDcdnDomain {
    names: String,
}

impl Action for BatchStopDcdnDomain {
    const NAME: &'static str = "BatchStopDcdnDomain";
    const DOC: &'static str = "Stops several domains.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = &["acs:dcdn:*:{account}:domain/{DomainNames}"];
    const RESOURCES_OF: Option<ResourceReader> = Some(OF_NAMES);
    const FAULTS: &'static [Fault] = &[NO_DOMAIN.dcdn, BUSY, MANY_NAMES];
    type Response = Done;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { names: p.required(NAMES)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Done> {
        life::stop_all(cx, Service::Dcdn, &self.names)?;
        Ok(Done {})
    }
}
