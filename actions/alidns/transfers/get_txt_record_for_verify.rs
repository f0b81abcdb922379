//! `GetTxtRecordForVerify` answers the TXT record by which an account shows that a domain is its own.

use serde::Serialize;

use super::proofs::{self, ADD, RETRIEVAL};
use crate::alidns::{
    faults::BAD_DOMAIN,
    hosted::{NAME, RESOURCES},
    names::{self, DomainName},
};
use crate::{Access, Action, Cx, Fault, Params, Result, text};

pub(in crate::alidns) struct GetTxtRecordForVerify {
    kind: String,
    domain: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct Response {
    #[serde(rename = "RR")]
    rr: &'static str,
    value: String,
    domain_name: String,
    parent_domain_name: String,
}

impl Action for GetTxtRecordForVerify {
    const NAME: &'static str = "GetTxtRecordForVerify";
    const DOC: &'static str = "Queries the record that shows a domain to be the account's.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = RESOURCES;
    const FAULTS: &'static [Fault] = &[BAD_DOMAIN];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let kind = text("Type").one_of(&[ADD, RETRIEVAL]).doc("What the record is for.");
        Ok(Self { kind: p.required(kind)?, domain: p.required(NAME)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let name = DomainName::parse(&self.domain).ok_or(BAD_DOMAIN)?;
        Ok(Response {
            rr: proofs::rr(&self.kind),
            value: proofs::value(cx.account(), &self.kind, &name.ascii, cx.now),
            parent_domain_name: names::registered(&name.shown).to_owned(),
            domain_name: name.shown,
        })
    }
}
