//! `DeleteClientCertificate` deletes a certificate that was revoked (documented), or an authority (observed: Terraform's provider
//! deletes both with it).
//!
//! Assumed: an authority need not be revoked, but may have issued nothing that is still there.

use serde::Serialize;

use crate::{
    Access, Action, Cx, Fault, Params, Result,
    cas::faults::{NOT_FOUND, NOT_NOW},
    pca::{
        parameters,
        tables::{Owner, certificates, tags},
    },
};

pub(in crate::pca) struct DeleteClientCertificate {
    identifier: String,
}

#[derive(Serialize)]
pub(in crate::pca) struct Response {}

impl Action for DeleteClientCertificate {
    const NAME: &'static str = "DeleteClientCertificate";
    const DOC: &'static str = "Deletes a certificate that was revoked, or an authority.";
    const ACCESS: Access = Access::Delete;
    const FAULTS: &'static [Fault] = &[NOT_FOUND, NOT_NOW];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { identifier: p.required(parameters::identifier())? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let found = certificates::certificate(cx.tx, owner, &self.identifier)?.ok_or(NOT_FOUND)?;
        let may = if found.is_authority() {
            certificates::issued(cx.tx, owner, &found.identifier)? == 0
        } else {
            found.revoked.is_some()
        };
        if !may {
            return Err(NOT_NOW.into());
        }
        certificates::delete(cx.tx, owner, found.id)?;
        tags::delete(cx.tx, owner, &found.identifier, None)?;
        Ok(Response {})
    }
}
