//! The log of alerts: what rules have found, and who was told.

use crate::{
    args,
    ports::store::{self, Result, Row, Secret, StoreError, Tx},
};

pub(in crate::cms) const TABLE: &str = "CREATE TABLE cms_alert_log (
        account TEXT NOT NULL, seq BIGINT NOT NULL, at BIGINT NOT NULL, rule TEXT NOT NULL,
        name TEXT NOT NULL, namespace TEXT NOT NULL, metric TEXT NOT NULL, app_group BIGINT,
        entry TEXT NOT NULL, PRIMARY KEY (account, seq)
    )";
pub(in crate::cms) const BY_TIME: &str =
    "CREATE INDEX cms_alert_log_at ON cms_alert_log (account, at, seq)";

/// What the tally counts: the entries of an account.
const ENTRY: &str = "cms_alert_log";
/// How many entries an account keeps; the oldest are deleted first (assumed).
const MOST: i64 = 10_000;

/// An entry of the log.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::cms) struct AlertLog {
    pub(in crate::cms) seq: i64,
    /// Milliseconds on the world's clock.
    pub(in crate::cms) at: i64,
    /// The id of the rule.
    pub(in crate::cms) rule: String,
    pub(in crate::cms) name: String,
    pub(in crate::cms) namespace: String,
    pub(in crate::cms) metric: String,
    pub(in crate::cms) group: Option<i64>,
    pub(in crate::cms) entry: AlertEntry,
}

/// What an entry says, stored as one text.
#[derive(Clone, Debug, Default, PartialEq, serde::Serialize, serde::Deserialize)]
#[serde(default)]
pub(in crate::cms) struct AlertEntry {
    /// `ALARM`, `OK` or `INSUFFICIENT_DATA`.
    pub(in crate::cms) state: String,
    /// `CRITICAL`, `WARN`, `INFO` or `OK`.
    pub(in crate::cms) level: String,
    /// The level before.
    pub(in crate::cms) former: String,
    pub(in crate::cms) expression: String,
    pub(in crate::cms) times: i64,
    pub(in crate::cms) value: String,
    /// Names and values.
    pub(in crate::cms) dimensions: Vec<(String, String)>,
    /// Milliseconds since the alarm began.
    pub(in crate::cms) lasted: i64,
    pub(in crate::cms) contact_groups: Vec<String>,
    pub(in crate::cms) contacts: Vec<String>,
    pub(in crate::cms) mails: Vec<String>,
    pub(in crate::cms) phones: Vec<String>,
    /// The numbers that were called.
    pub(in crate::cms) calls: Vec<String>,
    pub(in crate::cms) robots: Vec<String>,
    pub(in crate::cms) webhook: String,
}

macro_rules! select {
    ($end:literal) => {
        concat!(
            "SELECT seq, at, rule, name, namespace, metric, app_group, entry FROM cms_alert_log ",
            $end
        )
    };
}

fn read(row: &Row<'_>) -> Result<AlertLog> {
    Ok(AlertLog {
        seq: row.int(0)?,
        at: row.int(1)?,
        rule: row.text(2)?,
        name: row.text(3)?,
        namespace: row.text(4)?,
        metric: row.text(5)?,
        group: row.opt_int(6)?,
        entry: serde_json::from_str(&row.text(7)?).map_err(|_| StoreError::Shape)?,
    })
}

/// Adds an entry.
pub(in crate::cms) fn add(tx: &mut dyn Tx, account: &str, log: &AlertLog) -> Result<()> {
    let seq = store::tally_add(tx, account, ENTRY)?;
    let entry = serde_json::to_string(&log.entry).map_err(|_| StoreError::Shape)?;
    tx.execute(
        "INSERT INTO cms_alert_log (account, seq, at, rule, name, namespace, metric, app_group, entry)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        args![
            account,
            seq,
            log.at,
            &log.rule,
            &log.name,
            &log.namespace,
            &log.metric,
            log.group,
            Secret(&entry)
        ],
    )?;
    let gone = tx.execute(
        "DELETE FROM cms_alert_log WHERE account = $1 AND seq <= $2",
        args![account, seq - MOST],
    )?;
    store::tally_sub(tx, account, ENTRY, gone)
}

/// The entries from `start` and before or at `end`, newest first.
pub(in crate::cms) fn between(
    tx: &mut dyn Tx,
    account: &str,
    start: i64,
    end: i64,
) -> Result<Vec<AlertLog>> {
    tx.rows(
        select!("WHERE account = $1 AND at >= $2 AND at <= $3 ORDER BY at DESC, seq DESC"),
        args![account, start, end],
        read,
    )
}
