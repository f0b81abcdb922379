//! `UploadPcaCertToCas` copies certificates to those that were uploaded, from where they are deployed.
//!
//! An id is the number of a certificate (documented) or its identifier (observed: Terraform's provider sends that).
//! Assumed: the name of the copy, which is its alias, its common name or its identifier; one that is revoked is not copied.

use serde::Serialize;

use crate::{
    Access, Action, Cx, Fault, Params, Result,
    cas::{
        faults::{NOT_FOUND, NOT_NOW},
        user_certificates,
    },
    pca::{
        issuing,
        tables::{Owner, certificates},
    },
    shared::text::comma_list,
    text,
};

pub(in crate::pca) struct UploadPcaCertToCas {
    ids: String,
}

#[derive(Serialize)]
pub(in crate::pca) struct Response {}

impl Action for UploadPcaCertToCas {
    const NAME: &'static str = "UploadPcaCertToCas";
    const DOC: &'static str = "Copies certificates to those that can be deployed.";
    const ACCESS: Access = Access::Create;
    const FAULTS: &'static [Fault] = &[NOT_FOUND, NOT_NOW];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let ids = text("Ids").line(1, 4096);
        Ok(Self { ids: p.required(ids.doc("Ids or identifiers, with commas between."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        for id in comma_list(&self.ids) {
            let mut found = certificates::certificate(cx.tx, owner, id)?;
            if let (None, Ok(number)) = (&found, id.parse()) {
                found = certificates::of_id(cx.tx, owner, number)?;
            }
            let mut found = found.filter(|it| !it.is_authority()).ok_or(NOT_FOUND)?;
            if found.revoked.is_some() {
                return Err(NOT_NOW.into());
            }
            if found.uploaded {
                continue;
            }
            let chain = issuing::chain(cx, &found)?;
            let names = [&found.alias, &found.common, &Some(found.identifier.clone())];
            let name = names.into_iter().flatten().next().cloned().unwrap_or_default();
            let key = found.key.clone().unwrap_or_default();
            user_certificates::upload_copy(cx, name, chain, key)?;
            found.uploaded = true;
            certificates::update(cx.tx, owner, &found)?;
        }
        Ok(Response {})
    }
}
