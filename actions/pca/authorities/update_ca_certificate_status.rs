//! `UpdateCACertificateStatus` revokes an authority.

use serde::Serialize;

use crate::{
    Access, Action, Cx, Fault, Params, Result,
    cas::faults::{NOT_FOUND, NOT_NOW},
    pca::{
        parameters,
        tables::{
            Owner,
            certificates::{self, PcaCertificate},
        },
    },
    text,
};

pub(in crate::pca) struct UpdateCACertificateStatus {
    identifier: String,
}

#[derive(Serialize)]
pub(in crate::pca) struct Response {}

impl Action for UpdateCACertificateStatus {
    const NAME: &'static str = "UpdateCACertificateStatus";
    const DOC: &'static str = "Revokes an authority.";
    const ACCESS: Access = Access::Update;
    const FAULTS: &'static [Fault] = &[NOT_FOUND, NOT_NOW];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        parameters::token(p)?;
        let identifier = p.required(parameters::identifier())?;
        p.required(text("Status").one_of(&["REVOKE"]).doc("What becomes of it."))?;
        Ok(Self { identifier })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let mut found = certificates::certificate(cx.tx, owner, &self.identifier)?
            .filter(PcaCertificate::is_authority)
            .ok_or(NOT_FOUND)?;
        if found.revoked.is_some() {
            return Err(NOT_NOW.into());
        }
        found.revoked = Some(cx.now);
        certificates::update(cx.tx, owner, &found)?;
        Ok(Response {})
    }
}
