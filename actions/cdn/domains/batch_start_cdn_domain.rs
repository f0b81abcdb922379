//! `BatchStartCdnDomain` starts several domains: all of them or none.

use crate::cdn::{
    domains::life,
    faults::{BUSY, MANY_NAMES, NO_DOMAIN},
    lists::Done,
    resources::{NAMES, OF_NAMES},
    service::Service,
};
use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result};

pub(in crate::cdn) struct BatchStartCdnDomain {
    names: String,
}

impl Action for BatchStartCdnDomain {
    const NAME: &'static str = "BatchStartCdnDomain";
    const DOC: &'static str = "Starts several domains.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = &["acs:cdn:*:{account}:domain/{DomainNames}"];
    const RESOURCES_OF: Option<ResourceReader> = Some(OF_NAMES);
    const FAULTS: &'static [Fault] = &[NO_DOMAIN.cdn, BUSY, MANY_NAMES];
    type Response = Done;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { names: p.required(NAMES)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Done> {
        life::start_all(cx, Service::Cdn, &self.names)?;
        Ok(Done {})
    }
}
