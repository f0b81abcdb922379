//! `RetrieveDomain` takes a domain from another account, if the TXT record for it is in the domain.

use serde::Serialize;

use super::{giving, proofs};
use crate::alidns::{
    faults::{BAD_DOMAIN, NO_DOMAIN, OTHERS_DOMAIN, SAME_DOMAIN},
    hosted::{NAME, RESOURCES},
    names::DomainName,
    tables::domains,
};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(in crate::alidns) struct RetrieveDomain {
    domain: String,
}

#[derive(Serialize)]
pub(in crate::alidns) struct Response {}

impl Action for RetrieveDomain {
    const NAME: &'static str = "RetrieveDomain";
    const DOC: &'static str = "Retrieves a domain from another account.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = RESOURCES;
    const FAULTS: &'static [Fault] = &[BAD_DOMAIN, NO_DOMAIN, SAME_DOMAIN, OTHERS_DOMAIN];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { domain: p.required(NAME)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = cx.account().to_owned();
        let name = DomainName::parse(&self.domain).ok_or(BAD_DOMAIN)?;
        let domain = domains::named(cx.tx, &name.ascii)?.ok_or(NO_DOMAIN)?;
        if domain.account == account {
            return Err(SAME_DOMAIN.into());
        }
        let now = cx.now;
        if !proofs::is_there(cx.tx, &domain, &account, now)? {
            return Err(OTHERS_DOMAIN.into());
        }
        giving::give(cx, domain, &account, ("", "retrieve_domain"))?;
        Ok(Response {})
    }
}
