//! `AsymmetricEncrypt` encrypts bytes with a public key.

use serde::Serialize;

use super::encryption::{self, ALGORITHMS};
use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result};
use crate::{
    kms::{
        base64_texts, dry_runs,
        faults::{
            BAD_PARAMETER, DISABLED, DRY_RUN, NO_ALIAS, NO_KEY, NO_VERSION, PENDING_DELETION,
            REJECTED_UNSUPPORTED, UNSUPPORTED,
        },
        keys::found_keys::{self, KEY},
    },
    text,
};

pub(in crate::kms) struct AsymmetricEncrypt {
    key: String,
    version: String,
    algorithm: String,
    text: String,
    dry: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::kms) struct Response {
    key_id: String,
    key_version_id: String,
    ciphertext_blob: String,
}

impl Action for AsymmetricEncrypt {
    const NAME: &'static str = "AsymmetricEncrypt";
    const DOC: &'static str = "Encrypts bytes with an asymmetric key.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = found_keys::RESOURCES;
    const RESOURCES_OF: Option<ResourceReader> = Some(found_keys::RESOURCES_OF);
    const FAULTS: &'static [Fault] = &[
        BAD_PARAMETER,
        NO_KEY,
        NO_ALIAS,
        NO_VERSION,
        REJECTED_UNSUPPORTED,
        UNSUPPORTED,
        DISABLED,
        PENDING_DELETION,
        DRY_RUN,
    ];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            key: p.required(KEY)?,
            version: p.required(text("KeyVersionId").doc("The version of the key."))?,
            algorithm: p
                .required(text("Algorithm").one_of(ALGORITHMS).doc("How it is encrypted."))?,
            text: p.required(text("Plaintext").secret().doc("The bytes, in Base64."))?,
            dry: dry_runs::asked(p)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let bytes = base64_texts::read("Plaintext", &self.text)?;
        let key = found_keys::key(cx, &self.key)?;
        let closed = encryption::encrypt(cx, &key, (&self.version, &self.algorithm), &bytes);
        let closed = dry_runs::outcome(self.dry, closed)?;
        Ok(Response {
            key_id: key.id,
            key_version_id: self.version,
            ciphertext_blob: base64_texts::encode(&closed),
        })
    }
}
