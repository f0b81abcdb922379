//! `GetCsrDetail` returns a certificate signing request, and its private key if stored.

use serde::Serialize;

use crate::cas::{
    faults::NOT_FOUND,
    tables::{Owner, csrs},
};
use crate::{Access, Action, Cx, Fault, Params, Result, int};

pub(in crate::cas) struct GetCsrDetail {
    id: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct Response {
    csr: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    private_key: Option<String>,
}

impl Action for GetCsrDetail {
    const NAME: &'static str = "GetCsrDetail";
    const DOC: &'static str = "Queries a certificate signing request.";
    const ACCESS: Access = Access::Get;
    const FAULTS: &'static [Fault] = &[NOT_FOUND];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { id: p.required(int("CsrId").doc("The request."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let found = csrs::csr(cx.tx, owner, self.id)?.ok_or(NOT_FOUND)?;
        Ok(Response { csr: found.csr, private_key: found.key })
    }
}
