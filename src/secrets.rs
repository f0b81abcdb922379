//! What is secret: parameters of calls and fields of answers by their names, and columns of tables as products declare them.

use actions::{Secrecy, secrecy};
use serde_json::Value;

/// What stands in the place of a secret wherever calls and states are shown.
pub const HIDDEN: &str = "(hidden)";

/// The parameters and the fields of answers whose values are secret, by the last part of their names.
const NAMES: [&str; 22] = [
    "Authorization",
    "ApiKey",
    "Token",
    "DingSignKey",
    "SecurityToken",
    "BearerToken",
    "OIDCToken",
    "SAMLAssertion",
    "SecretKey",
    "AccessKeySecret",
    "Password",
    "NewPassword",
    "OldPassword",
    "PrivateKey",
    "Base32StringSeed",
    "QRCodePNG",
    "Plaintext",
    "ImportToken",
    "SecretData",
    "RandomPassword",
    "PrivateKeyData",
    "EncryptedKeyMaterial",
];

/// Within so many characters of its start a private key says that it is one.
const PEM: usize = 40;

/// Whether the value of a parameter is not shown: a token, a password, a secret or a private key.
#[must_use]
pub fn is_secret(name: &str, value: &str) -> bool {
    let start = || value.char_indices().nth(PEM).map_or(value, |(at, _)| &value[..at]);
    is_secret_name(name) || start().contains("PRIVATE KEY")
}

/// Whether the value of a parameter or a field of this name is not shown.
#[must_use]
pub fn is_secret_name(name: &str) -> bool {
    let last = name.rsplit('.').next().unwrap_or(name);
    NAMES.iter().any(|it| it.eq_ignore_ascii_case(last))
}

/// A value of a column of a table as it is shown: [`HIDDEN`] in the place of a secret.
#[must_use]
pub fn shown_column(table: &str, column: &str, value: Value) -> Value {
    let is_hidden = secrecy(table, column) == Some(Secrecy::Hidden);
    if !value.is_null() && is_hidden { HIDDEN.into() } else { value }
}
