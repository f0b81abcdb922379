//! The diagnostic message of a refused call: sealed, so that it needs no table.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::Vault;

/// What a message is sealed for.
const PURPOSE: &str = "diagnostic message";
/// How the messages of the cloud begin.
const START: &str = "AQEAAAAA";

/// A refusal, as `DecodeDiagnosticMessage` tells it, and to whom and for how long.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Diagnosed {
    /// The account of who was refused.
    pub account: String,
    /// Until when it can be decoded, in milliseconds since 1970.
    pub until: i64,
    /// The decoded message.
    pub message: Value,
}

impl Diagnosed {
    /// The `EncodedDiagnosticMessage`.
    #[must_use]
    pub fn seal(&self, vault: &dyn Vault) -> String {
        let plain = serde_json::to_vec(self).unwrap_or_default();
        format!("{START}{}", vault.seal(PURPOSE, &plain))
    }

    /// What `text` says, unless this world has not made it.
    #[must_use]
    pub fn unseal(vault: &dyn Vault, text: &str) -> Option<Self> {
        let plain = vault.unseal(PURPOSE, text.strip_prefix(START)?)?;
        serde_json::from_slice(&plain).ok()
    }
}
