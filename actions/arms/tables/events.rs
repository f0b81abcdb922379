//! Events: one row for each occurrence, from its first report to its end, however often it is reported again.

use std::collections::BTreeMap;

use crate::{
    args,
    ports::store::{self, Result, Row, StoreError, Tx},
};

pub(in crate::arms) const TABLE: &str = "CREATE TABLE arms_event (
        account TEXT NOT NULL, id BIGINT NOT NULL, fingerprint TEXT NOT NULL, name TEXT NOT NULL,
        severity TEXT NOT NULL, source TEXT NOT NULL, labels TEXT NOT NULL,
        annotations TEXT NOT NULL, generator TEXT NOT NULL, integration TEXT NOT NULL,
        starts BIGINT NOT NULL, ends BIGINT, received BIGINT NOT NULL, triggers BIGINT NOT NULL,
        silenced BIGINT NOT NULL, expires BIGINT, PRIMARY KEY (account, id)
    )";
pub(in crate::arms) const BY_FINGERPRINT: &str =
    "CREATE INDEX arms_event_fingerprint ON arms_event (account, fingerprint, id)";

/// What the tally counts: the events of an account.
const EVENT: &str = "arms_event";
/// How many events an account keeps; the oldest are deleted first (assumed).
const MOST: i64 = 10_000;

/// The labels, or the annotations, of an event.
pub(in crate::arms) type Labels = BTreeMap<String, String>;

/// An event.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::arms) struct Event {
    /// Its id; 0 for one that is not stored yet.
    pub(in crate::arms) id: i64,
    /// What all reports of the same event have alike.
    pub(in crate::arms) fingerprint: String,
    /// The label `alertname`.
    pub(in crate::arms) name: String,
    /// `P1` to `P6`.
    pub(in crate::arms) severity: String,
    /// The type of the integration that reported it: `CUSTOM`.
    pub(in crate::arms) source: String,
    pub(in crate::arms) labels: Labels,
    pub(in crate::arms) annotations: Labels,
    /// The address of the page that explains it; empty for none.
    pub(in crate::arms) generator: String,
    /// The name of the integration that reported it; empty for none.
    pub(in crate::arms) integration: String,
    /// Milliseconds, as are the other times.
    pub(in crate::arms) starts: i64,
    /// When it ended; `None` while it fires.
    pub(in crate::arms) ends: Option<i64>,
    /// When it was reported last.
    pub(in crate::arms) received: i64,
    /// How often it was reported as firing.
    pub(in crate::arms) triggers: i64,
    /// Whether a policy that discards events fits it.
    pub(in crate::arms) silenced: bool,
    /// When it ends unless it is reported again; `None` for never.
    pub(in crate::arms) expires: Option<i64>,
}

macro_rules! select {
    ($end:literal) => {
        concat!(
            "SELECT e.id, e.fingerprint, e.name, e.severity, e.source, e.labels, e.annotations,
             e.generator, e.integration, e.starts, e.ends, e.received, e.triggers, e.silenced, e.expires
             FROM arms_event e ",
            $end
        )
    };
}

fn read(row: &Row<'_>) -> Result<Event> {
    let labels = |text: String| serde_json::from_str(&text).map_err(|_| StoreError::Shape);
    Ok(Event {
        id: row.int(0)?,
        fingerprint: row.text(1)?,
        name: row.text(2)?,
        severity: row.text(3)?,
        source: row.text(4)?,
        labels: labels(row.text(5)?)?,
        annotations: labels(row.text(6)?)?,
        generator: row.text(7)?,
        integration: row.text(8)?,
        starts: row.int(9)?,
        ends: row.opt_int(10)?,
        received: row.int(11)?,
        triggers: row.int(12)?,
        silenced: row.flag(13)?,
        expires: row.opt_int(14)?,
    })
}

/// The event of this id.
pub(in crate::arms) fn event(tx: &mut dyn Tx, account: &str, id: i64) -> Result<Option<Event>> {
    tx.row(select!("WHERE e.account = $1 AND e.id = $2"), args![account, id], read)
}

/// The newest event with this fingerprint.
pub(in crate::arms) fn by_fingerprint(
    tx: &mut dyn Tx,
    account: &str,
    fingerprint: &str,
) -> Result<Option<Event>> {
    tx.row(
        select!("WHERE e.account = $1 AND e.fingerprint = $2 ORDER BY e.id DESC LIMIT 1"),
        args![account, fingerprint],
        read,
    )
}

/// All events of the account, newest first.
pub(in crate::arms) fn all(tx: &mut dyn Tx, account: &str) -> Result<Vec<Event>> {
    tx.rows(select!("WHERE e.account = $1 ORDER BY e.id DESC"), args![account], read)
}

/// The newest events of an alert, oldest of them first.
pub(in crate::arms) fn of_alert(
    tx: &mut dyn Tx,
    account: &str,
    alert: i64,
    most: i64,
) -> Result<Vec<Event>> {
    let mut found = tx.rows(
        select!(
            "JOIN arms_alert_event m ON m.account = e.account AND m.event = e.id
             WHERE m.account = $1 AND m.alert = $2 ORDER BY e.id DESC LIMIT $3"
        ),
        args![account, alert, most],
        read,
    )?;
    found.reverse();
    Ok(found)
}

/// Whether an event of the alert has not ended.
pub(in crate::arms) fn any_fires(tx: &mut dyn Tx, account: &str, alert: i64) -> Result<bool> {
    let found = tx.row(
        "SELECT CAST(1 AS BIGINT) FROM arms_alert_event m JOIN arms_event e
         ON e.account = m.account AND e.id = m.event
         WHERE m.account = $1 AND m.alert = $2 AND e.ends IS NULL LIMIT 1",
        args![account, alert],
        |_| Ok(()),
    )?;
    Ok(found.is_some())
}

/// Writes an event: one whose id is 0 is new, and is given its id. The oldest beyond those that are kept are
/// deleted.
pub(in crate::arms) fn put(tx: &mut dyn Tx, account: &str, event: &mut Event) -> Result<()> {
    if event.id == 0 {
        event.id = store::tally_add(tx, account, EVENT)?;
        let last = event.id - MOST;
        tx.execute(
            "DELETE FROM arms_alert_event WHERE account = $1 AND event <= $2",
            args![account, last],
        )?;
        let gone = tx.execute(
            "DELETE FROM arms_event WHERE account = $1 AND id <= $2",
            args![account, last],
        )?;
        store::tally_sub(tx, account, EVENT, gone)?;
    }
    let text = |labels: &Labels| serde_json::to_string(labels).map_err(|_| StoreError::Shape);
    let e = event;
    tx.execute(
        "INSERT INTO arms_event (account, id, fingerprint, name, severity, source, labels,
         annotations, generator, integration, starts, ends, received, triggers, silenced, expires)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)
         ON CONFLICT (account, id) DO UPDATE SET severity = excluded.severity,
         labels = excluded.labels, annotations = excluded.annotations,
         generator = excluded.generator, ends = excluded.ends, received = excluded.received,
         triggers = excluded.triggers, silenced = excluded.silenced, expires = excluded.expires",
        args![
            account,
            e.id,
            &e.fingerprint,
            &e.name,
            &e.severity,
            &e.source,
            text(&e.labels)?,
            text(&e.annotations)?,
            &e.generator,
            &e.integration,
            e.starts,
            e.ends,
            e.received,
            e.triggers,
            e.silenced,
            e.expires
        ],
    )?;
    Ok(())
}
