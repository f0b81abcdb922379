//! `CreateCompany` creates a company, for certificates that name their organization.

use serde::Serialize;

use crate::cas::{
    contacts::company_fields,
    tables::{
        Owner,
        companies::{self, Company},
    },
};
use crate::{Access, Action, Cx, Params, Result, text};

pub(in crate::cas) struct CreateCompany {
    company: Company,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct Response {
    company_id: i64,
}

impl Action for CreateCompany {
    const NAME: &'static str = "CreateCompany";
    const DOC: &'static str = "Creates a company that applies for certificates.";
    const ACCESS: Access = Access::Create;
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let mut company = company_fields::read(p)?;
        company.lang =
            Some(p.required(text("Lang").line(1, 16).doc("The language of the company's data."))?);
        Ok(Self { company })
    }

    fn run(mut self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        companies::put(cx.tx, owner, &mut self.company)?;
        Ok(Response { company_id: self.company.id })
    }
}
