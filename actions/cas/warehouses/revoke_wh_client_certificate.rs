//! `RevokeWHClientCertificate` revokes a certificate in a warehouse that is not an authority.

use serde::Serialize;

use crate::cas::{
    faults::{NOT_FOUND, NOT_NOW},
    tables::{Owner, warehouses},
};
use crate::{Access, Action, Cx, Fault, Params, Result, text};

pub(in crate::cas) struct RevokeWHClientCertificate {
    identifier: String,
}

#[derive(Serialize)]
pub(in crate::cas) struct Response {}

impl Action for RevokeWHClientCertificate {
    const NAME: &'static str = "RevokeWHClientCertificate";
    const DOC: &'static str = "Revokes a certificate in a warehouse.";
    const ACCESS: Access = Access::Delete;
    const FAULTS: &'static [Fault] = &[NOT_FOUND, NOT_NOW];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { identifier: p.required(text("Identifier").doc("The certificate."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let found = warehouses::certificate(cx.tx, owner, &self.identifier)?.ok_or(NOT_FOUND)?;
        if found.revoked.is_some() || found.kind == "CA" {
            return Err(NOT_NOW.into());
        }
        warehouses::revoke(cx.tx, owner, &self.identifier, cx.now)?;
        Ok(Response {})
    }
}
