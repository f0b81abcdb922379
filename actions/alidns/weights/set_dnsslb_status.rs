//! `SetDNSSLBStatus` has the weights of a sub-domain's records count, or not.

use serde::Serialize;

use super::weighted::{self, TYPES};
use crate::alidns::{
    faults::{BAD_DOMAIN, BAD_PARAMETER, NO_DOMAIN, OTHERS_DOMAIN, WEIGHTS_CLOSED},
    hosted::NAME,
    records::{changes::CLIENT, sub_domain_names},
    tables::{records, weights},
};
use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result, flag, text};

pub(in crate::alidns) struct SetDNSSLBStatus {
    name: String,
    open: bool,
    domain: Option<String>,
    kind: String,
    line: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct Response {
    open: bool,
    record_count: usize,
}

impl Action for SetDNSSLBStatus {
    const NAME: &'static str = "SetDNSSLBStatus";
    const DOC: &'static str = "Enables or disables weighted round-robin for a sub-domain.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = sub_domain_names::RESOURCES;
    const RESOURCES_OF: Option<ResourceReader> = Some(sub_domain_names::RESOURCES_OF);
    const FAULTS: &'static [Fault] =
        &[BAD_DOMAIN, NO_DOMAIN, OTHERS_DOMAIN, BAD_PARAMETER, WEIGHTS_CLOSED];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let (name, domain) = (p.required(sub_domain_names::NAME)?, p.optional(NAME)?);
        p.optional(CLIENT)?;
        Ok(Self {
            name,
            open: p.default(flag("Open").doc("Whether weights count; true."), true)?,
            domain,
            kind: p.default(text("Type").one_of(TYPES).doc("The type; A."), "A")?,
            line: p.optional(text("Line").doc("The line; every one that has records."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = cx.account().to_owned();
        let (domain, rr) =
            sub_domain_names::find(cx.tx, &account, &self.name, self.domain.as_deref())?;
        let found = records::of_name(cx.tx, domain.seq, &rr, self.line.as_deref())?;
        let found: Vec<_> = found.into_iter().filter(|it| it.kind == self.kind).collect();
        let mut lines: Vec<_> = found.iter().map(weighted::of).collect();
        lines.sort_unstable();
        lines.dedup();
        let mut closed = false;
        for line in &lines {
            if self.open {
                weights::open(cx.tx, (&account, domain.seq), line)?;
            } else {
                closed |= weights::close(cx.tx, domain.seq, line)?;
            }
        }
        if !self.open && !closed {
            return Err(WEIGHTS_CLOSED.into());
        }
        Ok(Response { open: self.open, record_count: found.len() })
    }
}
