//! `CheckDomain` says whether mail may be sent from a domain: 0 if its DNS records are there.

use serde::Serialize;

use crate::dm::{
    domains::domain_records,
    faults::NO_DOMAIN,
    tables::{Owner, domains},
};
use crate::{Access, Action, Cx, Fault, Params, Result, int};

pub(in crate::dm) struct CheckDomain {
    id: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::dm) struct Response {
    domain_status: i64,
}

impl Action for CheckDomain {
    const NAME: &'static str = "CheckDomain";
    const DOC: &'static str = "Checks the DNS records of a domain.";
    const ACCESS: Access = Access::Update;
    const FAULTS: &'static [Fault] = &[NO_DOMAIN];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { id: p.required(int("DomainId").doc("The domain."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let mut it = domain_records::find(cx, self.id)?;
        domain_records::look_up(cx, &mut it)?;
        let owner = Owner::of(cx);
        domains::put(cx.tx, owner, &mut it)?;
        Ok(Response { domain_status: (!it.records.are_enough()).into() })
    }
}
