//! `Decrypt` decrypts a blob, which names its key.
//!
//! Assumed: what a blob that was altered, or whose context differs, is refused with.

use serde::Serialize;

use super::blobs::{self, BLOB};
use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result};
use crate::{
    kms::{
        dry_runs,
        faults::{
            BAD_PARAMETER, DISABLED, DRY_RUN, NO_KEY, PENDING_DELETION, PENDING_IMPORT,
            UNSUPPORTED, VALIDATION,
        },
    },
    text,
};

pub(in crate::kms) struct Decrypt {
    blob: String,
    context: Option<String>,
    dry: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::kms) struct Response {
    key_id: String,
    key_version_id: String,
    plaintext: String,
}

impl Action for Decrypt {
    const NAME: &'static str = "Decrypt";
    const DOC: &'static str = "Decrypts a blob.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = blobs::RESOURCES;
    const RESOURCES_OF: Option<ResourceReader> = Some(blobs::RESOURCES_OF);
    const FAULTS: &'static [Fault] = &[
        BAD_PARAMETER,
        NO_KEY,
        UNSUPPORTED,
        DISABLED,
        PENDING_DELETION,
        PENDING_IMPORT,
        DRY_RUN,
        VALIDATION,
    ];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            blob: p.required(BLOB)?,
            context: p.optional(
                text("EncryptionContext").doc("What it is bound to, an object in JSON."),
            )?,
            dry: dry_runs::asked(p)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let context = ("EncryptionContext", self.context.as_deref());
        let opened = dry_runs::outcome(self.dry, blobs::open(cx, &self.blob, context))?;
        Ok(Response {
            key_id: opened.key_id,
            key_version_id: opened.key_version_id,
            plaintext: opened.text,
        })
    }
}
