//! `DeleteCompany` deletes a company.

use serde::Serialize;

use crate::cas::{
    faults::NOT_FOUND,
    tables::{Owner, companies},
};
use crate::{Access, Action, Cx, Fault, Params, Result, int};

pub(in crate::cas) struct DeleteCompany {
    id: i64,
}

#[derive(Serialize)]
pub(in crate::cas) struct Response {}

impl Action for DeleteCompany {
    const NAME: &'static str = "DeleteCompany";
    const DOC: &'static str = "Deletes a company.";
    const ACCESS: Access = Access::Delete;
    const FAULTS: &'static [Fault] = &[NOT_FOUND];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { id: p.required(int("CompanyId").doc("The company."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        if !companies::delete(cx.tx, owner, self.id)? {
            return Err(NOT_FOUND.into());
        }
        Ok(Response {})
    }
}
