//! `DeleteUserCertificate` deletes a certificate; its name can be used again.
//!
//! Only uploaded or expired certificates (documented) that no cloud product uses can be deleted.

use serde::Serialize;

use crate::cas::{
    faults::{NOT_FOUND, NOT_NOW},
    tables::{Owner, certificate_usage, certificates},
};
use crate::{Access, Action, Cx, Fault, Params, Result, int, text};

pub(in crate::cas) struct DeleteUserCertificate {
    id: i64,
}

#[derive(Serialize)]
pub(in crate::cas) struct Response {}

impl Action for DeleteUserCertificate {
    const NAME: &'static str = "DeleteUserCertificate";
    const DOC: &'static str = "Deletes an uploaded or expired certificate.";
    const ACCESS: Access = Access::Delete;
    const FAULTS: &'static [Fault] = &[NOT_FOUND, NOT_NOW];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        p.optional(text("ClientToken").doc("Has no effect."))?;
        Ok(Self { id: p.required(int("CertId").doc("The certificate."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let found = certificates::certificate(cx.tx, owner, self.id)?.ok_or(NOT_FOUND)?;
        let over = found.source == "upload" || found.not_after < cx.now;
        if !over || !certificate_usage::products(cx.tx, owner, found.id)?.is_empty() {
            return Err(NOT_NOW.into());
        }
        certificates::delete(cx.tx, owner, &found)?;
        Ok(Response {})
    }
}
