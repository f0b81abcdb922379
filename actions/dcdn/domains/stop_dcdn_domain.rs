//! `StopDcdnDomain` stops a domain.

use crate::cdn::{
    domains::life,
    faults::{BUSY, NO_DOMAIN},
    lists::Done,
    resources::NAME,
    service::Service,
};
use crate::dcdn::resources::RESOURCES;
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(in crate::dcdn) struct StopDcdnDomain {
    name: String,
}

impl Action for StopDcdnDomain {
    const NAME: &'static str = "StopDcdnDomain";
    const DOC: &'static str = "Stops a domain.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = RESOURCES;
    const FAULTS: &'static [Fault] = &[NO_DOMAIN.dcdn, BUSY];
    type Response = Done;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { name: p.required(NAME)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Done> {
        life::stop(cx, Service::Dcdn, &self.name)?;
        Ok(Done {})
    }
}
