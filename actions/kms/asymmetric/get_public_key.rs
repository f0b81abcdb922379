//! `GetPublicKey` tells the public key of a version, the newest one unless it is named; whatever the state of the key is (assumed).

use serde::Serialize;

use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result};
use crate::{
    ApiError,
    kms::{
        dry_runs,
        faults::{DRY_RUN, NO_ALIAS, NO_KEY, NO_VERSION, REJECTED_UNSUPPORTED},
        keys::{
            found_keys::{self, KEY},
            material,
        },
    },
    text, x509,
};

pub(in crate::kms) struct GetPublicKey {
    key: String,
    version: Option<String>,
    dry: bool,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::kms) struct Response {
    key_id: String,
    key_version_id: String,
    public_key: String,
}

impl Action for GetPublicKey {
    const NAME: &'static str = "GetPublicKey";
    const DOC: &'static str = "Queries the public key of an asymmetric key.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] = found_keys::RESOURCES;
    const RESOURCES_OF: Option<ResourceReader> = Some(found_keys::RESOURCES_OF);
    const FAULTS: &'static [Fault] = &[NO_KEY, NO_ALIAS, NO_VERSION, REJECTED_UNSUPPORTED, DRY_RUN];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            key: p.required(KEY)?,
            version: p.optional(text("KeyVersionId").doc("The version of the key."))?,
            dry: dry_runs::asked(p)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let dry = self.dry;
        dry_runs::outcome(dry, self.found(cx))
    }
}

impl GetPublicKey {
    fn found(self, cx: &mut Cx<'_>) -> Result<Response> {
        let key = found_keys::key(cx, &self.key)?;
        if material::algorithm(&key)?.symmetric_bytes().is_some() {
            return Err(REJECTED_UNSUPPORTED.into());
        }
        let version = self.version.unwrap_or_else(|| key.version.clone());
        let version = material::version(cx, &key, &version)?;
        let private = material::private(cx, &key, &version)?;
        let public = private.public().map_err(ApiError::internal)?;
        Ok(Response {
            key_id: key.id,
            key_version_id: version.id,
            public_key: x509::encode("PUBLIC KEY", &public.der()),
        })
    }
}
