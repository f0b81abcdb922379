//! `UpdateDomainRemark` sets the remark of a domain, or removes it.

use serde::Serialize;

use crate::alidns::{
    faults::{BAD_DOMAIN, BAD_PARAMETER, NO_DOMAIN, OTHERS_DOMAIN},
    hosted::{self, NAME, RESOURCES},
    names::is_chinese,
    tables::domains,
};
use crate::{Access, Action, Cx, Fault, Params, Result, text};

pub(in crate::alidns) struct UpdateDomainRemark {
    domain: String,
    remark: Option<String>,
}

#[derive(Serialize)]
pub(in crate::alidns) struct Response {}

impl Action for UpdateDomainRemark {
    const NAME: &'static str = "UpdateDomainRemark";
    const DOC: &'static str = "Changes the remark of a domain.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = RESOURCES;
    const FAULTS: &'static [Fault] = &[BAD_DOMAIN, NO_DOMAIN, OTHERS_DOMAIN, BAD_PARAMETER];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        // With spaces: Terraform sets such a remark (observed), of which the page says nothing.
        let letters =
            |c: char| c.is_ascii_alphanumeric() || " _-,.，。".contains(c) || is_chinese(c);
        let remark = text("Remark").chars(1, 50, letters).doc("The remark; none removes it.");
        Ok(Self { domain: p.required(NAME)?, remark: p.optional(remark)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = cx.account().to_owned();
        let mut domain = hosted::domain(cx.tx, &account, &self.domain)?;
        domain.remark = self.remark.unwrap_or_default();
        domains::put(cx.tx, &mut domain)?;
        Ok(Response {})
    }
}
