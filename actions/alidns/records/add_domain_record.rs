//! `AddDomainRecord` adds a record.

use serde::Serialize;

use super::changes::{self, CLIENT, Described};
use crate::alidns::{
    faults::{
        BAD_DOMAIN, BAD_PARAMETER, BAD_VALUE, CONFLICT, MANY_ADDRESSES, MANY_RECORDS, NO_DOMAIN,
        NO_PRIORITY, NO_RR, OTHERS_DOMAIN, SAME_RECORD, SHORT_TTL, URL_LINE, URL_WILDCARD,
    },
    hosted::{self, NAME, RESOURCES},
};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(in crate::alidns) struct AddDomainRecord {
    domain: String,
    described: Described,
    client: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct Response {
    record_id: String,
}

impl Action for AddDomainRecord {
    const NAME: &'static str = "AddDomainRecord";
    const DOC: &'static str = "Adds a record.";
    const ACCESS: Access = Access::Create;
    const RESOURCES: &'static [&'static str] = RESOURCES;
    const FAULTS: &'static [Fault] = &[
        BAD_DOMAIN,
        NO_DOMAIN,
        OTHERS_DOMAIN,
        BAD_PARAMETER,
        NO_RR,
        URL_WILDCARD,
        BAD_VALUE,
        NO_PRIORITY,
        SHORT_TTL,
        URL_LINE,
        SAME_RECORD,
        CONFLICT,
        MANY_RECORDS,
        MANY_ADDRESSES,
    ];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let domain = p.required(NAME)?;
        Ok(Self { domain, described: Described::read(p)?, client: p.optional(CLIENT)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = cx.account().to_owned();
        let domain = hosted::domain(cx.tx, &account, &self.domain)?;
        let record = changes::add(cx, &domain, self.described, self.client)?;
        Ok(Response { record_id: record.id })
    }
}
