//! `AsymmetricVerify` verifies the signature of a digest; a wrong one is no error.

use serde::Serialize;

use super::signing::Signing;
use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result};
use crate::{
    ApiError,
    kms::{
        base64_texts, dry_runs,
        faults::{
            BAD_PARAMETER, DISABLED, DRY_RUN, NO_ALIAS, NO_KEY, NO_VERSION, PENDING_DELETION,
            REJECTED_UNSUPPORTED, UNSUPPORTED,
        },
        keys::found_keys,
    },
    text,
};

pub(in crate::kms) struct AsymmetricVerify {
    asked: Signing,
    value: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::kms) struct Response {
    key_id: String,
    key_version_id: String,
    value: bool,
}

impl Action for AsymmetricVerify {
    const NAME: &'static str = "AsymmetricVerify";
    const DOC: &'static str = "Verifies a signature.";
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
        let asked = Signing::read(p)?;
        Ok(Self { asked, value: p.required(text("Value").doc("The signature, in Base64."))? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let value = base64_texts::read("Value", &self.value)?;
        let found = dry_runs::outcome(self.asked.dry, self.asked.prepare(cx))?;
        let public = found.private.public().map_err(ApiError::internal)?;
        Ok(Response {
            key_id: found.key_id,
            key_version_id: found.key_version_id,
            value: public.verifies_digest(found.scheme, &found.digest, &value),
        })
    }
}
