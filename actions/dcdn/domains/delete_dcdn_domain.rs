//! `DeleteDcdnDomain` deletes a domain, whatever state it is in.

use crate::cdn::{
    domains::life,
    faults::{BUSY, NO_DOMAIN},
    lists::Done,
    resources::NAME,
    service::Service,
};
use crate::dcdn::resources::RESOURCES;
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(in crate::dcdn) struct DeleteDcdnDomain {
    name: String,
}

impl Action for DeleteDcdnDomain {
    const NAME: &'static str = "DeleteDcdnDomain";
    const DOC: &'static str = "Deletes a domain.";
    const ACCESS: Access = Access::Delete;
    const RESOURCES: &'static [&'static str] = RESOURCES;
    const FAULTS: &'static [Fault] = &[NO_DOMAIN.dcdn, BUSY];
    type Response = Done;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { name: p.required(NAME)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Done> {
        life::delete(cx, Service::Dcdn, &self.name)?;
        Ok(Done {})
    }
}
