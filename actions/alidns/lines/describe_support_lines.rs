//! `DescribeSupportLines` lists the lines that records may have, those of one domain with its custom ones.

use serde::Serialize;

use super::listed_lines::{self, RecordLines};
use crate::alidns::{
    hosted::{self, ALL_RESOURCES, DOMAIN_FAULTS, NAME},
    lists::{self, Lang},
};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(in crate::alidns) struct DescribeSupportLines {
    domain: Option<String>,
    lang: Lang,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct Response {
    record_lines: RecordLines,
}

impl Action for DescribeSupportLines {
    const NAME: &'static str = "DescribeSupportLines";
    const DOC: &'static str = "Queries the lines that records may have.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = ALL_RESOURCES;
    const FAULTS: &'static [Fault] = DOMAIN_FAULTS;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { domain: p.optional(NAME)?, lang: lists::lang(p)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = cx.account().to_owned();
        let domain = self.domain.map(|it| hosted::domain(cx.tx, &account, &it)).transpose()?;
        Ok(Response { record_lines: listed_lines::of(cx.tx, domain.as_ref(), self.lang)? })
    }
}
