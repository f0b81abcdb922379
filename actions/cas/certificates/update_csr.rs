//! `UpdateCsr` sets or replaces the private key of a certificate signing request.

use serde::Serialize;

use crate::cas::{
    certificates::csr_rules::{self, BAD_KEY, OTHER_KEY},
    faults::NOT_FOUND,
    tables::{Owner, csrs},
};
use crate::{Access, Action, Cx, Fault, Params, Result, int, text};

pub(in crate::cas) struct UpdateCsr {
    id: i64,
    key: String,
}

#[derive(Serialize)]
pub(in crate::cas) struct Response {}

impl Action for UpdateCsr {
    const NAME: &'static str = "UpdateCsr";
    const DOC: &'static str = "Sets the private key of a certificate signing request.";
    const ACCESS: Access = Access::Update;
    const FAULTS: &'static [Fault] = &[NOT_FOUND, BAD_KEY, OTHER_KEY];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            id: p.required(int("CsrId").doc("The request."))?,
            key: p.required(text("Key").doc("The private key, as PEM."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let found = csrs::csr(cx.tx, owner, self.id)?.ok_or(NOT_FOUND)?;
        let (_, public) = csr_rules::to_row(&found.csr, None)?;
        csr_rules::check_key(&self.key, &public)?;
        csrs::set_key(cx.tx, owner, found.id, &self.key)?;
        Ok(Response {})
    }
}
