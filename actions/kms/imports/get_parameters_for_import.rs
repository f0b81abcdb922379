//! `GetParametersForImport` makes the public key that material is wrapped with, and the token of the import.
//!
//! Assumed: the import by SM2 is refused as a parameter that is not valid.

use serde::Serialize;

use super::import_tokens::{ALGORITHMS, ImportToken};
use crate::{Access, Action, Cx, Fault, Params, ResourceReader, Result};
use crate::{
    ApiError,
    kms::{
        base64_texts,
        faults::{BAD_ORIGIN, BAD_PARAMETER, NO_ALIAS_HERE, NO_KEY},
        keys::found_keys::{self, KEY_BY_ID},
    },
    shared::format::iso,
    text,
};

pub(in crate::kms) struct GetParametersForImport {
    key: String,
    algorithm: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::kms) struct Response {
    key_id: String,
    import_token: String,
    public_key: String,
    token_expire_time: String,
}

impl Action for GetParametersForImport {
    const NAME: &'static str = "GetParametersForImport";
    const DOC: &'static str = "Makes what an import of key material needs.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] = found_keys::RESOURCES;
    const RESOURCES_OF: Option<ResourceReader> = Some(found_keys::RESOURCES_OF);
    const FAULTS: &'static [Fault] = &[BAD_PARAMETER, NO_KEY, NO_ALIAS_HERE, BAD_ORIGIN];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let algorithm =
            text("WrappingAlgorithm").one_of(ALGORITHMS).doc("How the material is wrapped.");
        let key = p.required(KEY_BY_ID)?;
        let algorithm = p.required(algorithm)?;
        p.required(text("WrappingKeySpec").one_of(&["RSA_2048"]).doc("What wraps the material."))?;
        Ok(Self { key, algorithm })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let key = found_keys::key_by_id(cx, &self.key)?;
        if !key.is_external() {
            return Err(BAD_ORIGIN.into());
        }
        let private = cx.rsa_key(2048)?;
        let public_key = base64_texts::encode(&private.public().map_err(ApiError::internal)?.der());
        let end = cx.now.saturating_add(86_400_000);
        let token = ImportToken {
            key: key.id.clone(),
            private: private.pem(),
            algorithm: self.algorithm,
            end,
        };
        Ok(Response {
            key_id: key.id,
            import_token: token.seal(cx)?,
            public_key,
            token_expire_time: iso(end),
        })
    }
}
