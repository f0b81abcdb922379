//! The encoded diagnostic message of a denied call. It is sealed, so it needs no table.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::Vault;

/// What a message is sealed for.
const PURPOSE: &str = "diagnostic message";
/// The prefix of the cloud's messages.
const START: &str = "AQEAAAAA";

/// The content of a diagnostic message, with the account that may decode it and its expiry.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct Diagnosed {
    /// The account of the denied caller.
    pub account: String,
    /// When it expires, in milliseconds since 1970.
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

    /// Decodes `text`; `None` unless this world has sealed it.
    #[must_use]
    pub fn unseal(vault: &dyn Vault, text: &str) -> Option<Self> {
        let plain = vault.unseal(PURPOSE, text.strip_prefix(START)?)?;
        serde_json::from_slice(&plain).ok()
    }
}
