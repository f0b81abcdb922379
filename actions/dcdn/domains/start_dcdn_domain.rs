//! `StartDcdnDomain` starts a domain that was stopped.

use crate::cdn::{
    domains::life,
    faults::{BUSY, NO_DOMAIN},
    lists::Done,
    resources::NAME,
    service::Service,
};
use crate::dcdn::resources::RESOURCES;
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(in crate::dcdn) struct StartDcdnDomain {
    name: String,
}

impl Action for StartDcdnDomain {
    const NAME: &'static str = "StartDcdnDomain";
    const DOC: &'static str = "Starts a domain.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = RESOURCES;
    const FAULTS: &'static [Fault] = &[NO_DOMAIN.dcdn, BUSY];
    type Response = Done;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { name: p.required(NAME)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Done> {
        life::start(cx, Service::Dcdn, &self.name)?;
        Ok(Done {})
    }
}
