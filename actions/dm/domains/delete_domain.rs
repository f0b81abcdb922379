//! `DeleteDomain` deletes a domain that has no addresses.

use serde::Serialize;

use crate::dm::{
    domains::domain_records,
    faults::{NO_DOMAIN, USED_DOMAIN},
    tables::{Owner, addresses, domains},
};
use crate::{Access, Action, Cx, Fault, Params, Result, int};

pub(in crate::dm) struct DeleteDomain {
    id: i64,
}

#[derive(Serialize)]
pub(in crate::dm) struct Response {}

impl Action for DeleteDomain {
    const NAME: &'static str = "DeleteDomain";
    const DOC: &'static str = "Deletes a domain.";
    const ACCESS: Access = Access::Delete;
    const FAULTS: &'static [Fault] = &[NO_DOMAIN, USED_DOMAIN];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { id: p.required(int("DomainId").doc("The domain."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let it = domain_records::find(cx, self.id)?;
        if addresses::has(cx.tx, it.id)? {
            return Err(USED_DOMAIN.into());
        }
        domains::delete(cx.tx, owner, it.id)?;
        Ok(Response {})
    }
}
