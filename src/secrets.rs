//! What is secret, by its name: parameters of calls, fields of answers, columns of tables.

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

/// What the names of columns contain whose values are secret.
const COLUMNS: [&str; 7] = ["secret", "private", "password", "token", "hex", "seed", "hook"];
/// The other columns whose values are secret: the addresses of chat bots and webhooks, and what these are sent with.
const OF_WEBHOOKS: [&str; 4] = ["ding", "url", "headers", "params"];

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

/// A value of a column as it is shown: [`HIDDEN`] in the place of a secret.
#[must_use]
pub fn shown_column(column: &str, value: Value) -> Value {
    if !value.is_null() && is_secret_column(column) { HIDDEN.into() } else { value }
}

/// Whether the values of a column of this name are not shown.
#[must_use]
pub fn is_secret_column(column: &str) -> bool {
    COLUMNS.iter().any(|part| column.contains(part)) || OF_WEBHOOKS.contains(&column)
}
