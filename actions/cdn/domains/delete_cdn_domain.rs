//! `DeleteCdnDomain` deletes a domain, whatever state it is in.

use crate::cdn::{
    domains::life,
    faults::{BUSY, NO_DOMAIN},
    lists::Done,
    resources::{NAME, RESOURCES},
    service::Service,
};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(in crate::cdn) struct DeleteCdnDomain {
    name: String,
}

impl Action for DeleteCdnDomain {
    const NAME: &'static str = "DeleteCdnDomain";
    const DOC: &'static str = "Deletes a domain.";
    const ACCESS: Access = Access::Delete;
    const RESOURCES: &'static [&'static str] = RESOURCES;
    const FAULTS: &'static [Fault] = &[NO_DOMAIN.cdn, BUSY];
    type Response = Done;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { name: p.required(NAME)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Done> {
        life::delete(cx, Service::Cdn, &self.name)?;
        Ok(Done {})
    }
}
