//! `GetCompany` shows one company.

use crate::cas::{
    contacts::company_fields::CompanyItem,
    faults::NOT_FOUND,
    tables::{Owner, companies},
};
use crate::{Access, Action, Cx, Fault, Params, Result, int};

pub(in crate::cas) struct GetCompany {
    id: i64,
}

impl Action for GetCompany {
    const NAME: &'static str = "GetCompany";
    const DOC: &'static str = "Queries a company.";
    const ACCESS: Access = Access::Get;
    const FAULTS: &'static [Fault] = &[NOT_FOUND];
    type Response = CompanyItem;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { id: p.required(int("CompanyId").doc("The company."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<CompanyItem> {
        let owner = Owner::of(cx);
        let found = companies::company(cx.tx, owner, self.id)?.ok_or(NOT_FOUND)?;
        Ok(found.into())
    }
}
