//! `UpdateCompany` replaces the fields of a company. Omitted language, mail address and department
//! keep their value.

use serde::Serialize;

use crate::cas::{
    contacts::company_fields,
    faults::NOT_FOUND,
    tables::{
        Owner,
        companies::{self, Company},
    },
};
use crate::{Access, Action, Cx, Fault, Params, Result, int, text};

pub(in crate::cas) struct UpdateCompany {
    company: Company,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct Response {
    company_id: i64,
}

impl Action for UpdateCompany {
    const NAME: &'static str = "UpdateCompany";
    const DOC: &'static str = "Modifies a company.";
    const ACCESS: Access = Access::Update;
    const FAULTS: &'static [Fault] = &[NOT_FOUND];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let id = p.required(int("CompanyId").doc("The company."))?;
        let fields = company_fields::read(p)?;
        let lang =
            p.optional(text("Lang").line(1, 16).doc("The language of the company's data."))?;
        Ok(Self { company: Company { id, lang, ..fields } })
    }

    fn run(mut self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let before = companies::company(cx.tx, owner, self.company.id)?.ok_or(NOT_FOUND)?;
        let company = &mut self.company;
        company.lang = company.lang.take().or(before.lang);
        company.email = company.email.take().or(before.email);
        company.department = company.department.take().or(before.department);
        companies::put(cx.tx, owner, company)?;
        Ok(Response { company_id: company.id })
    }
}
