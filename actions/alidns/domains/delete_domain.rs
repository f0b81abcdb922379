//! `DeleteDomain` deletes a domain with its records, tags, weights and custom lines.

use serde::Serialize;

use super::hosting;
use crate::alidns::hosted::{self, DOMAIN_FAULTS, NAME, RESOURCES};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(in crate::alidns) struct DeleteDomain {
    name: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::alidns) struct Response {
    domain_name: String,
}

impl Action for DeleteDomain {
    const NAME: &'static str = "DeleteDomain";
    const DOC: &'static str = "Deletes a domain.";
    const ACCESS: Access = Access::Delete;
    const RESOURCES: &'static [&'static str] = RESOURCES;
    const FAULTS: &'static [Fault] = DOMAIN_FAULTS;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { name: p.required(NAME)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = cx.account().to_owned();
        let domain = hosted::domain(cx.tx, &account, &self.name)?;
        hosting::delete(cx, &domain)?;
        Ok(Response { domain_name: domain.shown })
    }
}
