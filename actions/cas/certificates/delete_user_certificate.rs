//! `DeleteUserCertificate` deletes a certificate; its name can be used again.
//!
//! Only uploaded or expired certificates (documented) that no cloud product uses can be deleted. That a domain of CDN or DCDN
//! uses one counts only if a deployment job has set it: published clients replace what they have set there themselves by deleting
//! it first.

use serde::Serialize;

use crate::cas::{
    faults::{NOT_FOUND, NOT_NOW},
    resources::targets,
    tables::{
        Owner, certificates,
        resources::{self, Filter},
    },
};
use crate::{Access, Action, Cx, Fault, Params, Result, int, request::page::Page, text};

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
        if !over || is_held(cx, found.id)? {
            return Err(NOT_NOW.into());
        }
        certificates::delete(cx.tx, owner, &found)?;
        Ok(Response {})
    }
}

/// Whether a resource uses a certificate, so that it cannot be deleted.
fn is_held(cx: &mut Cx<'_>, id: i64) -> Result<bool> {
    let owner = Owner::of(cx);
    let filter = Filter { cert: Some(id), ..Filter::default() };
    let all = Page { number: 1, size: i64::MAX };
    for it in resources::list(cx.tx, owner, &filter, all)?.0 {
        if targets::holds(cx, &it, id)? {
            return Ok(true);
        }
    }
    Ok(false)
}
