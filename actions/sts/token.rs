//! The content of a security token. The world seals it, so it needs no table and cannot be forged.

use serde::{Deserialize, Serialize};

use crate::Vault;

/// What a token is sealed for.
const PURPOSE: &str = "security token";
/// The prefix of the cloud's tokens.
const START: &str = "CAIS";

/// A session of a role.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Token {
    /// The id of the access key that goes with it.
    #[serde(rename = "k")]
    pub key_id: String,
    /// The secret of that key.
    #[serde(rename = "s")]
    pub secret: String,
    /// The account of the role.
    #[serde(rename = "a")]
    pub account: String,
    /// The id of the role.
    #[serde(rename = "r")]
    pub role_id: String,
    /// The name of the session.
    #[serde(rename = "n")]
    pub session: String,
    /// When it ends, in milliseconds since 1970.
    #[serde(rename = "x")]
    pub expires: i64,
    /// The session policy, which restricts the role's permissions.
    #[serde(rename = "p", default, skip_serializing_if = "Option::is_none")]
    pub policy: Option<String>,
}

impl Token {
    /// The token text.
    pub(super) fn seal(&self, vault: &dyn Vault) -> Result<String, serde_json::Error> {
        Ok(format!("{START}{}", vault.seal(PURPOSE, &serde_json::to_vec(self)?)))
    }

    /// Decodes `text`; `None` unless this world has sealed it.
    #[must_use]
    pub fn unseal(vault: &dyn Vault, text: &str) -> Option<Self> {
        let plain = vault.unseal(PURPOSE, text.strip_prefix(START)?)?;
        serde_json::from_slice(&plain).ok()
    }
}
