//! The tables: verification codes, tokens of numbers, schemes.

pub(in crate::dypns) mod codes;
pub(in crate::dypns) mod kinds;
pub(in crate::dypns) mod schemes;
pub(in crate::dypns) mod tokens;

use crate::SecretColumns;

/// The columns that hold secrets.
pub(super) const SECRETS: &[SecretColumns] = &[SecretColumns::hidden("dypns_token", &["token"])];

/// The schema steps, oldest first. A released step never changes.
pub(super) const SCHEMA: &[&str] = &[
    codes::TABLE,
    codes::BY_PHONE,
    codes::BY_BIZ_ID,
    tokens::TABLE,
    schemes::TABLE,
    schemes::BY_CODE,
];
