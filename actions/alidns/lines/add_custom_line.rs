//! `AddCustomLine` defines a line of a domain by ranges of addresses.

use serde::Serialize;

use super::segments;
use crate::alidns::{
    faults::{BAD_DOMAIN, BAD_PARAMETER, NO_DOMAIN},
    hosted::{self, NAME, RESOURCES},
    tables::lines::{self, CustomLine},
};
use crate::{Access, Action, Cx, Fault, Params, Result, shared::ids};

pub(in crate::alidns) struct AddCustomLine {
    domain: String,
    name: String,
    segments: Vec<(String, String)>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct Response {
    line_id: i64,
    line_code: String,
}

impl Action for AddCustomLine {
    const NAME: &'static str = "AddCustomLine";
    const DOC: &'static str = "Adds a custom line.";
    const ACCESS: Access = Access::Create;
    const RESOURCES: &'static [&'static str] = RESOURCES;
    const FAULTS: &'static [Fault] = &[BAD_DOMAIN, NO_DOMAIN, BAD_PARAMETER];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let (domain, name) = (p.required(NAME)?, p.required(segments::NAME)?);
        let found = segments::read(p)?;
        let segments = p.require("IpSegment", Some(found).filter(|it| !it.is_empty()))?;
        Ok(Self { domain, name, segments })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = cx.account().to_owned();
        let domain = hosted::domain(cx.tx, &account, &self.domain)?;
        segments::check(cx, domain.seq, 0, &self.segments)?;
        let mut it = CustomLine {
            id: 0,
            account,
            domain: domain.seq,
            code: ids::lower(cx.random, 6),
            name: self.name,
            segments: self.segments,
        };
        lines::put(cx.tx, &mut it)?;
        Ok(Response { line_id: it.id, line_code: it.code })
    }
}
