//! `CreateRevokeClientCertificate` revokes a certificate of a client or a server.

use serde::Serialize;

use crate::{
    Access, Action, Cx, Fault, Params, Result,
    cas::faults::{NOT_FOUND, NOT_NOW},
    pca::{
        parameters,
        tables::{Owner, certificates},
    },
};

pub(in crate::pca) struct CreateRevokeClientCertificate {
    identifier: String,
}

#[derive(Serialize)]
pub(in crate::pca) struct Response {}

impl Action for CreateRevokeClientCertificate {
    const NAME: &'static str = "CreateRevokeClientCertificate";
    const DOC: &'static str = "Revokes a certificate of a client or a server.";
    const ACCESS: Access = Access::Create;
    const FAULTS: &'static [Fault] = &[NOT_FOUND, NOT_NOW];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { identifier: p.required(parameters::identifier())? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let mut found = certificates::certificate(cx.tx, owner, &self.identifier)?
            .filter(|it| !it.is_authority())
            .ok_or(NOT_FOUND)?;
        if found.revoked.is_some() {
            return Err(NOT_NOW.into());
        }
        found.revoked = Some(cx.now);
        certificates::update(cx.tx, owner, &found)?;
        Ok(Response {})
    }
}
