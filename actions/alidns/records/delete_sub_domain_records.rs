//! `DeleteSubDomainRecords` deletes the records of a sub-domain, of one type or of all; those that are locked stay
//! (documented).

use serde::Serialize;

use super::{
    changes::{self, CLIENT},
    sub_domains::is_rr,
    values,
};
use crate::alidns::{
    faults::{BAD_DOMAIN, BAD_PARAMETER, NO_DOMAIN, OTHERS_DOMAIN},
    hosted::{self, NAME, RESOURCES},
    names,
    tables::records,
};
use crate::{Access, Action, Cx, Fault, Params, Result, text};

pub(in crate::alidns) struct DeleteSubDomainRecords {
    domain: String,
    rr: String,
    kind: Option<String>,
    client: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct Response {
    #[serde(rename = "RR")]
    rr: String,
    total_count: String,
}

impl Action for DeleteSubDomainRecords {
    const NAME: &'static str = "DeleteSubDomainRecords";
    const DOC: &'static str = "Deletes the records of a sub-domain.";
    const ACCESS: Access = Access::Delete;
    const RESOURCES: &'static [&'static str] = RESOURCES;
    const FAULTS: &'static [Fault] = &[BAD_DOMAIN, NO_DOMAIN, OTHERS_DOMAIN, BAD_PARAMETER];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            domain: p.required(NAME)?,
            rr: p.required(text("RR").doc("The sub-domain; @ for the domain itself."))?,
            kind: p.optional(text("Type").doc("Only those of this type."))?,
            client: p.optional(CLIENT)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = cx.account().to_owned();
        let domain = hosted::domain(cx.tx, &account, &self.domain)?;
        if !is_rr(&self.rr) {
            return Err(BAD_PARAMETER.with("RR"));
        }
        let kind = match &self.kind {
            Some(kind) => Some(values::kind(kind).ok_or_else(|| BAD_PARAMETER.with("Type"))?),
            None => None,
        };
        let mut found = records::of_name(cx.tx, domain.seq, &names::ascii(&self.rr), None)?;
        found.retain(|it| !it.locked && kind.is_none_or(|kind| kind == it.kind));
        changes::delete(cx, &domain, &found, self.client)?;
        Ok(Response { rr: self.rr, total_count: found.len().to_string() })
    }
}
