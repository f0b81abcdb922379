//! `Encrypt` encrypts a text as it is, with the primary version of a key.

use serde::Serialize;

use super::{blobs, contexts};
use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result};
use crate::{
    kms::{
        base64_texts, dry_runs,
        faults::{
            BAD_PARAMETER, DISABLED, DRY_RUN, NO_ALIAS, NO_KEY, PENDING_DELETION, PENDING_IMPORT,
            UNSUPPORTED, VALIDATION, bad,
        },
        keys::found_keys::{self, KEY},
    },
    text,
};

pub(in crate::kms) struct Encrypt {
    key: String,
    text: String,
    context: Option<String>,
    dry: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::kms) struct Response {
    key_id: String,
    key_version_id: String,
    ciphertext_blob: String,
}

impl Action for Encrypt {
    const NAME: &'static str = "Encrypt";
    const DOC: &'static str = "Encrypts a text.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = found_keys::RESOURCES;
    const RESOURCES_OF: Option<ResourceReader> = Some(found_keys::RESOURCES_OF);
    const FAULTS: &'static [Fault] = &[
        BAD_PARAMETER,
        NO_KEY,
        NO_ALIAS,
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
            key: p.required(KEY)?,
            text: p.required(text("Plaintext").secret().doc("The text, 6 KB at most."))?,
            context: p.optional(
                text("EncryptionContext").doc("What it is bound to, an object in JSON."),
            )?,
            dry: dry_runs::asked(p)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let dry = self.dry;
        dry_runs::outcome(dry, self.encrypted(cx))
    }
}

/// The most bytes of a text.
const MOST_BYTES: usize = 6144;

impl Encrypt {
    fn encrypted(self, cx: &mut Cx<'_>) -> Result<Response> {
        // What is Base64 may be as long as what it stands for (assumed).
        let bytes = base64_texts::decode(&self.text).as_ref().map_or(self.text.len(), Vec::len);
        if bytes > MOST_BYTES {
            return Err(bad("Plaintext"));
        }
        let context = contexts::read("EncryptionContext", self.context.as_deref())?;
        let key = found_keys::key(cx, &self.key)?;
        let closed = blobs::close(cx, &key, &context, self.text.as_bytes())?;
        Ok(Response {
            key_id: closed.key_id,
            key_version_id: closed.key_version_id,
            ciphertext_blob: closed.blob,
        })
    }
}
