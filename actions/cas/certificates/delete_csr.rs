//! `DeleteCsr` deletes a certificate signing request, and its private key.

use serde::Serialize;

use crate::cas::{
    faults::NOT_FOUND,
    tables::{Owner, csrs},
};
use crate::{Access, Action, Cx, Fault, Params, Result, int};

pub(in crate::cas) struct DeleteCsr {
    id: i64,
}

#[derive(Serialize)]
pub(in crate::cas) struct Response {}

impl Action for DeleteCsr {
    const NAME: &'static str = "DeleteCsr";
    const DOC: &'static str = "Deletes a certificate signing request.";
    const ACCESS: Access = Access::Delete;
    const FAULTS: &'static [Fault] = &[NOT_FOUND];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { id: p.required(int("CsrId").doc("The request."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        if !csrs::delete(cx.tx, owner, self.id)? {
            return Err(NOT_FOUND.into());
        }
        Ok(Response {})
    }
}
