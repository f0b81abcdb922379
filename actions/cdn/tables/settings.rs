//! How the products fare for an account, which the control API sets.

use serde::{Deserialize, Serialize};

use crate::{
    args,
    ports::store::{Result, StoreError, Tx},
};

// doc is a JSON object.
pub(super) const TABLE: &str =
    "CREATE TABLE cdn_setting (account TEXT NOT NULL PRIMARY KEY, doc TEXT NOT NULL)";

/// The settings of an account. Times are in milliseconds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "each is a setting of its own")]
pub(in crate::cdn) struct Settings {
    /// How long a new domain is configured.
    pub(in crate::cdn) configure_ms: i64,
    /// How long a domain is stopped.
    pub(in crate::cdn) stop_ms: i64,
    /// How long a domain that was stopped is started.
    pub(in crate::cdn) start_ms: i64,
    /// How long a domain is configured after its sources or its scope were changed.
    pub(in crate::cdn) modify_ms: i64,
    /// How long a domain is deleted.
    pub(in crate::cdn) delete_ms: i64,
    /// How long it takes until a function has effect.
    pub(in crate::cdn) config_ms: i64,
    /// How long a task runs that refreshes or prefetches.
    pub(in crate::cdn) refresh_ms: i64,
    /// Whether a domain may be added only if its root was proved to be the account's.
    pub(in crate::cdn) require_owner_verification: bool,
    /// Whether the products must be opened by a call.
    pub(in crate::cdn) require_service_open: bool,
    /// Whether only functions that are known may be configured.
    pub(in crate::cdn) strict_functions: bool,
    /// Whether tasks can be listed by domain or state only together with a type.
    pub(in crate::cdn) strict_task_filters: bool,
    /// Whether the quotas of domains and tasks count.
    pub(in crate::cdn) enforce_quota: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            configure_ms: 5000,
            stop_ms: 2000,
            start_ms: 2000,
            modify_ms: 2000,
            delete_ms: 2000,
            config_ms: 1000,
            refresh_ms: 5000,
            require_owner_verification: false,
            require_service_open: false,
            strict_functions: false,
            strict_task_filters: false,
            enforce_quota: false,
        }
    }
}

/// The settings of an account.
pub(in crate::cdn) fn read(tx: &mut dyn Tx, account: &str) -> Result<Settings> {
    let doc = tx
        .row("SELECT doc FROM cdn_setting WHERE account = $1", args![account], |row| row.text(0))?;
    let Some(doc) = doc else { return Ok(Settings::default()) };
    serde_json::from_str(&doc).map_err(|_| StoreError::Shape)
}

/// Sets them.
pub(in crate::cdn) fn put(tx: &mut dyn Tx, account: &str, it: &Settings) -> Result<()> {
    let doc = serde_json::to_string(it).map_err(|_| StoreError::Shape)?;
    tx.execute(
        "INSERT INTO cdn_setting (account, doc) VALUES ($1, $2)
         ON CONFLICT (account) DO UPDATE SET doc = excluded.doc",
        args![account, doc],
    )?;
    Ok(())
}
