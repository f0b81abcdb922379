//! `StartCdnDomain` starts a domain that was stopped.

use crate::cdn::{
    domains::life,
    faults::{BUSY, NO_DOMAIN},
    lists::Done,
    resources::{NAME, RESOURCES},
    service::Service,
};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(in crate::cdn) struct StartCdnDomain {
    name: String,
}

impl Action for StartCdnDomain {
    const NAME: &'static str = "StartCdnDomain";
    const DOC: &'static str = "Starts a domain.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = RESOURCES;
    const FAULTS: &'static [Fault] = &[NO_DOMAIN.cdn, BUSY];
    type Response = Done;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { name: p.required(NAME)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Done> {
        life::start(cx, Service::Cdn, &self.name)?;
        Ok(Done {})
    }
}
