//! The settings of an account: one JSON document, of which only what a test has changed differs from the defaults.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    Caller, args,
    ports::store::{Result, StoreError, Tx},
};

pub(super) const TABLE: &str =
    "CREATE TABLE dysms_setting (account TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL)";

/// What becomes of a sign or a template that is in review.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::dysms) enum Audit {
    Pass,
    Reject,
    /// It waits for the control API.
    Hold,
}

/// Who refuses what policies deny.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(in crate::dysms) enum RamDenial {
    /// The gateway, with an error of its own.
    Gateway,
    /// The product, with the status 200.
    Product,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a setting of its own")]
pub(crate) struct Settings {
    /// Signs and templates that are unknown are made, and are approved.
    pub(crate) lenient: bool,
    pub(in crate::dysms) audit: Audit,
    pub(in crate::dysms) audit_delay_ms: i64,
    pub(crate) delivery_delay_ms: i64,
    pub(in crate::dysms) enforce_limits: bool,
    pub(in crate::dysms) per_minute: i64,
    pub(in crate::dysms) per_hour: i64,
    pub(crate) per_day: i64,
    pub(in crate::dysms) of_phone_per_day: i64,
    pub(in crate::dysms) others_per_day: i64,
    /// Numbers without limits.
    pub(in crate::dysms) allow: Vec<String>,
    /// A word of [`ACCOUNT_STATES`](crate::dysms::sending::codes::ACCOUNT_STATES).
    pub(in crate::dysms) account_state: String,
    /// How many messages the account can pay.
    pub(in crate::dysms) balance: Option<i64>,
    pub(in crate::dysms) day_limit: Option<i64>,
    pub(in crate::dysms) month_limit: Option<i64>,
    pub(in crate::dysms) strict_rules: bool,
    /// The code for a variable that has no value, without its prefix.
    pub(in crate::dysms) missing_variable: String,
    pub(in crate::dysms) forbidden_words: Vec<String>,
    pub(in crate::dysms) ram_denial: RamDenial,
    pub(crate) magic: bool,
    /// The URL of each kind of receipt.
    pub(in crate::dysms) callbacks: BTreeMap<String, String>,
    /// Each receipt is pushed twice.
    pub(in crate::dysms) duplicate: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            lenient: false,
            audit: Audit::Pass,
            audit_delay_ms: 2 * 60 * 60 * 1000,
            delivery_delay_ms: 3000,
            enforce_limits: true,
            per_minute: 1,
            per_hour: 5,
            per_day: 10,
            of_phone_per_day: 40,
            others_per_day: 50,
            allow: Vec::new(),
            account_state: "normal".to_owned(),
            balance: None,
            day_limit: None,
            month_limit: None,
            strict_rules: false,
            missing_variable: "TEMPLATE_MISSING_PARAMETERS".to_owned(),
            forbidden_words: Vec::new(),
            ram_denial: RamDenial::Gateway,
            magic: true,
            callbacks: BTreeMap::new(),
            duplicate: false,
        }
    }
}

/// The settings of an account.
pub(crate) fn settings(tx: &mut dyn Tx, account: &str) -> Result<Settings> {
    let sql = "SELECT value FROM dysms_setting WHERE account = $1";
    let found = tx.row(sql, args![account], |row| row.text(0))?;
    found.map_or_else(
        || Ok(Settings::default()),
        |text| serde_json::from_str(&text).map_err(|_| StoreError::Shape),
    )
}

/// Whether the product itself refuses what policies deny a caller of the account. Nobody may have used the product yet.
pub(crate) fn denies_itself(tx: &mut dyn Tx, caller: &Caller) -> Result<bool> {
    let is_used = tx.has_part("dysms")?;
    Ok(is_used && settings(tx, &caller.account)?.ram_denial == RamDenial::Product)
}

/// Keeps the settings of an account.
pub(in crate::dysms) fn put(tx: &mut dyn Tx, account: &str, settings: &Settings) -> Result<()> {
    let text = serde_json::to_string(settings).map_err(|_| StoreError::Shape)?;
    tx.execute(
        "INSERT INTO dysms_setting (account, value) VALUES ($1, $2)
         ON CONFLICT (account) DO UPDATE SET value = excluded.value",
        args![account, text],
    )?;
    Ok(())
}
