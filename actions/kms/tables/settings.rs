//! How the service behaves in an account.

use serde::{Deserialize, Serialize};

use crate::{
    args,
    ports::store::{Result, StoreError, Tx},
};

pub(super) const TABLE: &str = "CREATE TABLE kms_setting (
        account TEXT NOT NULL PRIMARY KEY, settings TEXT NOT NULL
    )";

/// What can be set.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is a setting")]
pub(in crate::kms) struct Settings {
    /// Whether keys without an instance refuse cryptography.
    pub(in crate::kms) strict: bool,
    /// Whether the calls that take ids alone take an alias all the same.
    pub(in crate::kms) aliases_everywhere: bool,
    /// Whether an asymmetric key gets another version only 7 days after the last.
    pub(in crate::kms) version_interval: bool,
    /// Whether the numbers of keys, aliases and secrets are limited.
    pub(in crate::kms) quotas: bool,
    /// Whether the service was opened.
    pub(in crate::kms) opened: bool,
    /// `InDebt` or `InDebtOverdue` if the account owes for the service; else `none`.
    pub(in crate::kms) debt: String,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            strict: false,
            aliases_everywhere: false,
            version_interval: true,
            quotas: false,
            opened: true,
            debt: "none".to_owned(),
        }
    }
}

/// The settings of an account.
pub(in crate::kms) fn settings(tx: &mut dyn Tx, account: &str) -> Result<Settings> {
    let found =
        tx.row("SELECT settings FROM kms_setting WHERE account = $1", args![account], |row| {
            row.text(0)
        })?;
    match found {
        Some(text) => serde_json::from_str(&text).map_err(|_| StoreError::Shape),
        None => Ok(Settings::default()),
    }
}

/// Changes the settings of an account.
pub(in crate::kms) fn put(tx: &mut dyn Tx, account: &str, it: &Settings) -> Result<()> {
    let text = serde_json::to_string(it).map_err(|_| StoreError::Shape)?;
    tx.execute(
        "INSERT INTO kms_setting (account, settings) VALUES ($1, $2)
         ON CONFLICT (account) DO UPDATE SET settings = excluded.settings",
        args![account, text],
    )?;
    Ok(())
}
