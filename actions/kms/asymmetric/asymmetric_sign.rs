//! `AsymmetricSign` signs a digest as it is.

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
};

pub(in crate::kms) struct AsymmetricSign {
    asked: Signing,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::kms) struct Response {
    key_id: String,
    key_version_id: String,
    value: String,
}

impl Action for AsymmetricSign {
    const NAME: &'static str = "AsymmetricSign";
    const DOC: &'static str = "Signs a digest.";
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
        Ok(Self { asked: Signing::read(p)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let found = dry_runs::outcome(self.asked.dry, self.asked.prepare(cx))?;
        let signed = found.private.sign_digest(cx.random, found.scheme, &found.digest);
        Ok(Response {
            key_id: found.key_id,
            key_version_id: found.key_version_id,
            value: base64_texts::encode(&signed.map_err(ApiError::internal)?),
        })
    }
}
