//! `DeletePCACert` deletes a certificate from its warehouse.

use serde::Serialize;

use crate::cas::{
    faults::NOT_FOUND,
    tables::{Owner, tags, warehouses},
};
use crate::{Access, Action, Cx, Fault, Params, Result, text};

pub(in crate::cas) struct DeletePCACert {
    identifier: String,
}

#[derive(Serialize)]
pub(in crate::cas) struct Response {}

impl Action for DeletePCACert {
    const NAME: &'static str = "DeletePCACert";
    const DOC: &'static str = "Deletes a certificate from a warehouse.";
    const ACCESS: Access = Access::Delete;
    const FAULTS: &'static [Fault] = &[NOT_FOUND];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { identifier: p.required(text("Identifier").doc("The certificate."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        if !warehouses::delete_certificate(cx.tx, owner, &self.identifier)? {
            return Err(NOT_FOUND.into());
        }
        tags::clear(cx.tx, owner, &self.identifier)?;
        Ok(Response {})
    }
}
