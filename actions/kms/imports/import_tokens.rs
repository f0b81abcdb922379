//! Import tokens: they carry the private key that unwraps the material, sealed, so there is no table of them.

use serde::{Deserialize, Serialize};

use crate::{ApiError, Cx, Result, kms::faults::BAD_TOKEN};

/// What a token is sealed for.
const PURPOSE: &str = "kms-import";

/// The algorithms by which material is wrapped.
pub(super) const ALGORITHMS: &[&str] =
    &["RSAES_PKCS1_V1_5", "RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256"];

/// What a token says.
#[derive(Serialize, Deserialize)]
pub(super) struct ImportToken {
    /// The id of the key that it is for.
    pub(super) key: String,
    /// The private key that unwraps the material, in PEM.
    pub(super) private: String,
    /// How the material is wrapped.
    pub(super) algorithm: String,
    /// When it ends.
    pub(super) end: i64,
}

impl ImportToken {
    /// The token in its sealed form.
    pub(super) fn seal(&self, cx: &Cx<'_>) -> Result<String> {
        let text = serde_json::to_vec(self).map_err(ApiError::internal)?;
        Ok(cx.vault.seal(PURPOSE, &text))
    }

    /// What a sealed token says.
    pub(super) fn open(cx: &Cx<'_>, sealed: &str) -> Result<Self> {
        let text = cx.vault.unseal(PURPOSE, sealed).ok_or(BAD_TOKEN)?;
        serde_json::from_slice(&text).map_err(|_| BAD_TOKEN.into())
    }
}
