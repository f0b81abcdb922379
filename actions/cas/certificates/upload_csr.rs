//! `UploadCsr` stores an existing certificate signing request, optionally with its key.
//!
//! Assumed: the codes for texts that are no request and no key.

use serde::Serialize;

use crate::cas::{
    certificates::csr_rules::{self, BAD_CSR, BAD_KEY, OTHER_KEY, is_name_char},
    tables::{Owner, csrs},
};
use crate::{Access, Action, Cx, Fault, Params, Result, text};

pub(in crate::cas) struct UploadCsr {
    name: Option<String>,
    csr: String,
    key: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cas) struct Response {
    csr_id: i64,
}

impl Action for UploadCsr {
    const NAME: &'static str = "UploadCsr";
    const DOC: &'static str = "Uploads a certificate signing request.";
    const ACCESS: Access = Access::Create;
    const FAULTS: &'static [Fault] = &[BAD_CSR, BAD_KEY, OTHER_KEY];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            name: p.optional(text("Name").chars(1, 50, is_name_char).doc("A display name."))?,
            csr: p.required(text("Csr").doc("The request, as PEM."))?,
            key: p.optional(text("Key").doc("The private key, as PEM."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let owner = Owner::of(cx);
        let (mut row, public) = csr_rules::to_row(&self.csr, self.name)?;
        if let Some(key) = &self.key {
            csr_rules::check_key(key, &public)?;
        }
        row.key = self.key;
        csrs::insert(cx.tx, owner, &mut row)?;
        Ok(Response { csr_id: row.id })
    }
}
