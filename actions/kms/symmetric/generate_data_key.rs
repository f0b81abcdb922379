//! `GenerateDataKey` makes a key for data, encrypted and as it is.

use serde::Serialize;

use super::data_keys::DataKey;
use crate::kms::{
    base64_texts, dry_runs,
    faults::{
        BAD_PARAMETER, DISABLED, DRY_RUN, NO_ALIAS, NO_KEY, PENDING_DELETION, PENDING_IMPORT,
        UNSUPPORTED, VALIDATION,
    },
    keys::found_keys,
};
use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result};

pub(in crate::kms) struct GenerateDataKey {
    asked: DataKey,
    dry: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::kms) struct Response {
    key_id: String,
    key_version_id: String,
    ciphertext_blob: String,
    plaintext: String,
}

impl Action for GenerateDataKey {
    const NAME: &'static str = "GenerateDataKey";
    const DOC: &'static str = "Generates a key for data.";
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
        Ok(Self { asked: DataKey::read(p)?, dry: dry_runs::asked(p)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let (closed, made) = dry_runs::outcome(self.dry, self.asked.make(cx))?;
        Ok(Response {
            key_id: closed.key_id,
            key_version_id: closed.key_version_id,
            ciphertext_blob: closed.blob,
            plaintext: base64_texts::encode(&made),
        })
    }
}
