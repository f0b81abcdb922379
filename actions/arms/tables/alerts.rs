//! Alerts: the events that a policy has grouped, what has been done about them, and who was told.

use serde::{Deserialize, Serialize};

use crate::{
    args,
    arms::alerts::alert_states::Alerts,
    ports::store::{self, Result, Row, StoreError, Tx},
    shared::states::State,
};

pub(in crate::arms) const TABLE: &str = "CREATE TABLE arms_alert (
        account TEXT NOT NULL, id BIGINT NOT NULL, policy BIGINT NOT NULL,
        policy_name TEXT NOT NULL, group_key TEXT NOT NULL, name TEXT NOT NULL,
        severity TEXT NOT NULL, state TEXT NOT NULL, made BIGINT NOT NULL, recovered BIGINT,
        progress TEXT NOT NULL, PRIMARY KEY (account, id)
    )";
pub(in crate::arms) const BY_GROUP: &str =
    "CREATE INDEX arms_alert_group ON arms_alert (account, policy, group_key, id)";
pub(in crate::arms) const EVENTS: &str = "CREATE TABLE arms_alert_event (
        account TEXT NOT NULL, alert BIGINT NOT NULL, event BIGINT NOT NULL,
        PRIMARY KEY (account, alert, event)
    )";
pub(in crate::arms) const BY_EVENT: &str =
    "CREATE INDEX arms_alert_event_of ON arms_alert_event (account, event, alert)";
pub(in crate::arms) const ACTIVITIES: &str = "CREATE TABLE arms_alert_activity (
        account TEXT NOT NULL, id BIGINT NOT NULL, alert BIGINT NOT NULL, at BIGINT NOT NULL,
        kind BIGINT NOT NULL, handler TEXT NOT NULL, description TEXT NOT NULL,
        content TEXT NOT NULL, PRIMARY KEY (account, id)
    )";
pub(in crate::arms) const ACTIVITIES_BY_ALERT: &str =
    "CREATE INDEX arms_alert_activity_of ON arms_alert_activity (account, alert, id)";
pub(in crate::arms) const HISTORIES: &str = "CREATE TABLE arms_alert_history (
        account TEXT NOT NULL, id BIGINT NOT NULL, rule TEXT NOT NULL, kind BIGINT NOT NULL,
        at BIGINT NOT NULL, content TEXT NOT NULL, source TEXT NOT NULL, mails TEXT NOT NULL,
        phones TEXT NOT NULL, target TEXT NOT NULL, PRIMARY KEY (account, id)
    )";

/// What the tally counts: the alerts, their activities and their notifications.
const ALERT: &str = "arms_alert";
const ACTIVITY: &str = "arms_alert_activity";
const HISTORY: &str = "arms_alert_history";
/// How many alerts an account keeps; the oldest are deleted first (assumed).
const MOST_ALERTS: i64 = 10_000;
/// How many activities, and how many notifications, an account keeps (assumed).
const MOST_RECORDS: i64 = 10_000;

/// An alert.
#[derive(Clone)]
pub(in crate::arms) struct Alert {
    /// Its id; 0 for one that is not stored yet.
    pub(in crate::arms) id: i64,
    /// The policy that it is of, by id, and by name when it was made.
    pub(in crate::arms) policy: i64,
    pub(in crate::arms) policy_name: String,
    /// The values of the grouping fields, as a JSON list of names and values.
    pub(in crate::arms) group: String,
    pub(in crate::arms) name: String,
    /// `P1` to `P6`.
    pub(in crate::arms) severity: String,
    pub(in crate::arms) state: State<Alerts>,
    /// Milliseconds on the world's clock.
    pub(in crate::arms) made: i64,
    /// When it was over; `None` while it is not.
    pub(in crate::arms) recovered: Option<i64>,
    pub(in crate::arms) progress: Progress,
}

/// How far the notifications of an alert are; stored as one text.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub(in crate::arms) struct Progress {
    /// When its next due work is to run; `None` for no work.
    pub(in crate::arms) next: Option<i64>,
    /// When the first message was sent.
    pub(in crate::arms) first: Option<i64>,
    /// When the last message to the policy's own objects was sent.
    pub(in crate::arms) last: Option<i64>,
    /// Whether there are events that no message has told of.
    pub(in crate::arms) fresh: bool,
    /// How many levels of the escalation policy were told, over all repetitions.
    pub(in crate::arms) levels: i64,
    /// When the last of these was told.
    pub(in crate::arms) leveled: Option<i64>,
    /// Until when no message is sent.
    pub(in crate::arms) blocked: Option<i64>,
    /// When it was claimed.
    pub(in crate::arms) claimed: Option<i64>,
    /// Who handles it.
    pub(in crate::arms) handler: String,
    /// How it was solved.
    pub(in crate::arms) solution: String,
    /// Whether a person set the severity, which later events then leave alone.
    pub(in crate::arms) severity_set: bool,
    /// The names of the chat bots that were told.
    pub(in crate::arms) robots: Vec<String>,
}

/// Something that was done about an alert.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::arms) struct Activity {
    pub(in crate::arms) alert: i64,
    /// Milliseconds on the world's clock.
    pub(in crate::arms) at: i64,
    /// A constant of `alert_activities`.
    pub(in crate::arms) kind: i64,
    pub(in crate::arms) handler: String,
    pub(in crate::arms) description: String,
    pub(in crate::arms) content: String,
}

/// A notification that was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::arms) struct Notification {
    /// Its id; 0 for one that is not stored yet.
    pub(in crate::arms) id: i64,
    /// The id of the alert rule, as the events have it; empty for none.
    pub(in crate::arms) rule: String,
    /// The type of the alert rule, as a number.
    pub(in crate::arms) kind: i64,
    /// Milliseconds on the world's clock.
    pub(in crate::arms) at: i64,
    pub(in crate::arms) content: String,
    /// The type of the integration.
    pub(in crate::arms) source: String,
    /// The mail addresses, with commas.
    pub(in crate::arms) mails: String,
    /// The phone numbers, with commas.
    pub(in crate::arms) phones: String,
    /// What the alert is about.
    pub(in crate::arms) target: String,
}

macro_rules! select {
    ($end:literal) => {
        concat!(
            "SELECT a.id, a.policy, a.policy_name, a.group_key, a.name, a.severity, a.state, a.made,
             a.recovered, a.progress FROM arms_alert a ",
            $end
        )
    };
}

fn read(row: &Row<'_>) -> Result<Alert> {
    Ok(Alert {
        id: row.int(0)?,
        policy: row.int(1)?,
        policy_name: row.text(2)?,
        group: row.text(3)?,
        name: row.text(4)?,
        severity: row.text(5)?,
        state: State::read(&row.text(6)?)?,
        made: row.int(7)?,
        recovered: row.opt_int(8)?,
        progress: serde_json::from_str(&row.text(9)?).map_err(|_| StoreError::Shape)?,
    })
}

/// The alert of this id.
pub(in crate::arms) fn alert(tx: &mut dyn Tx, account: &str, id: i64) -> Result<Option<Alert>> {
    tx.row(select!("WHERE a.account = $1 AND a.id = $2"), args![account, id], read)
}

/// The newest alert of a policy for a group of events.
pub(in crate::arms) fn of_group(
    tx: &mut dyn Tx,
    account: &str,
    policy: i64,
    group: &str,
) -> Result<Option<Alert>> {
    tx.row(
        select!(
            "WHERE a.account = $1 AND a.policy = $2 AND a.group_key = $3 ORDER BY a.id DESC LIMIT 1"
        ),
        args![account, policy, group],
        read,
    )
}

/// The alerts that an event is in, oldest first.
pub(in crate::arms) fn of_event(tx: &mut dyn Tx, account: &str, event: i64) -> Result<Vec<Alert>> {
    tx.rows(
        select!(
            "JOIN arms_alert_event m ON m.account = a.account AND m.alert = a.id
             WHERE m.account = $1 AND m.event = $2 ORDER BY a.id"
        ),
        args![account, event],
        read,
    )
}

/// All alerts of the account, newest first.
pub(in crate::arms) fn all(tx: &mut dyn Tx, account: &str) -> Result<Vec<Alert>> {
    tx.rows(select!("WHERE a.account = $1 ORDER BY a.id DESC"), args![account], read)
}

/// How many alerts there are, of those that an account keeps.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::arms) struct AlertCounts {
    /// Made since a time.
    pub(in crate::arms) created: i64,
    /// Over since that time.
    pub(in crate::arms) resolved: i64,
    /// Not over.
    pub(in crate::arms) open: i64,
}

/// Counts the alerts of the account; `since` in milliseconds on the world's clock.
pub(in crate::arms) fn counts(tx: &mut dyn Tx, account: &str, since: i64) -> Result<AlertCounts> {
    let found = tx.row(
        "SELECT COUNT(CASE WHEN made >= $1 THEN 1 END),
         COUNT(CASE WHEN recovered >= $1 THEN 1 END), COUNT(CASE WHEN recovered IS NULL THEN 1 END)
         FROM arms_alert WHERE account = $2",
        args![since, account],
        |row| Ok(AlertCounts { created: row.int(0)?, resolved: row.int(1)?, open: row.int(2)? }),
    )?;
    Ok(found.unwrap_or_default())
}

/// Writes an alert: one whose id is 0 is new, and is given its id. The oldest beyond those that are kept are
/// deleted.
pub(in crate::arms) fn put(tx: &mut dyn Tx, account: &str, alert: &mut Alert) -> Result<()> {
    if alert.id == 0 {
        alert.id = store::tally_add(tx, account, ALERT)?;
        let last = alert.id - MOST_ALERTS;
        tx.execute(
            "DELETE FROM arms_alert_event WHERE account = $1 AND alert <= $2",
            args![account, last],
        )?;
        tx.execute(
            "DELETE FROM arms_alert_activity WHERE account = $1 AND alert <= $2",
            args![account, last],
        )?;
        let gone = tx.execute(
            "DELETE FROM arms_alert WHERE account = $1 AND id <= $2",
            args![account, last],
        )?;
        store::tally_sub(tx, account, ALERT, gone)?;
    }
    let progress = serde_json::to_string(&alert.progress).map_err(|_| StoreError::Shape)?;
    let a = alert;
    tx.execute(
        "INSERT INTO arms_alert (account, id, policy, policy_name, group_key, name, severity, state,
         made, recovered, progress) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
         ON CONFLICT (account, id) DO UPDATE SET policy_name = excluded.policy_name,
         severity = excluded.severity, state = excluded.state, recovered = excluded.recovered,
         progress = excluded.progress",
        args![
            account,
            a.id,
            a.policy,
            &a.policy_name,
            &a.group,
            &a.name,
            &a.severity,
            a.state.as_str(),
            a.made,
            a.recovered,
            progress
        ],
    )?;
    Ok(())
}

/// Puts an event into an alert. Answers whether it was not in it.
pub(in crate::arms) fn add_event(
    tx: &mut dyn Tx,
    account: &str,
    alert: i64,
    event: i64,
) -> Result<bool> {
    let added = tx.execute(
        "INSERT INTO arms_alert_event (account, alert, event) VALUES ($1, $2, $3)
         ON CONFLICT (account, alert, event) DO NOTHING",
        args![account, alert, event],
    )?;
    Ok(added > 0)
}

/// Adds an activity.
pub(in crate::arms) fn add_activity(
    tx: &mut dyn Tx,
    account: &str,
    activity: &Activity,
) -> Result<()> {
    let id = store::tally_add(tx, account, ACTIVITY)?;
    let Activity { alert, at, kind, handler, description, content } = activity;
    tx.execute(
        "INSERT INTO arms_alert_activity (account, id, alert, at, kind, handler, description, content)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        args![account, id, *alert, *at, *kind, handler, description, content],
    )?;
    tx.execute(
        "DELETE FROM arms_alert_activity WHERE account = $1 AND id <= $2",
        args![account, id - MOST_RECORDS],
    )?;
    Ok(())
}

/// The newest activities of an alert, newest first.
pub(in crate::arms) fn activities(
    tx: &mut dyn Tx,
    account: &str,
    alert: i64,
    most: i64,
) -> Result<Vec<Activity>> {
    tx.rows(
        "SELECT alert, at, kind, handler, description, content FROM arms_alert_activity
         WHERE account = $1 AND alert = $2 ORDER BY id DESC LIMIT $3",
        args![account, alert, most],
        |row| {
            Ok(Activity {
                alert: row.int(0)?,
                at: row.int(1)?,
                kind: row.int(2)?,
                handler: row.text(3)?,
                description: row.text(4)?,
                content: row.text(5)?,
            })
        },
    )
}

/// Adds a notification to the history.
pub(in crate::arms) fn add_notification(
    tx: &mut dyn Tx,
    account: &str,
    it: &Notification,
) -> Result<()> {
    let id = store::tally_add(tx, account, HISTORY)?;
    tx.execute(
        "INSERT INTO arms_alert_history (account, id, rule, kind, at, content, source, mails, phones,
         target) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
        args![
            account,
            id,
            &it.rule,
            it.kind,
            it.at,
            &it.content,
            &it.source,
            &it.mails,
            &it.phones,
            &it.target
        ],
    )?;
    tx.execute(
        "DELETE FROM arms_alert_history WHERE account = $1 AND id <= $2",
        args![account, id - MOST_RECORDS],
    )?;
    Ok(())
}

/// The notifications of the account, newest first.
pub(in crate::arms) fn notifications(tx: &mut dyn Tx, account: &str) -> Result<Vec<Notification>> {
    tx.rows(
        "SELECT id, rule, kind, at, content, source, mails, phones, target FROM arms_alert_history
         WHERE account = $1 ORDER BY id DESC",
        args![account],
        |row| {
            Ok(Notification {
                id: row.int(0)?,
                rule: row.text(1)?,
                kind: row.int(2)?,
                at: row.int(3)?,
                content: row.text(4)?,
                source: row.text(5)?,
                mails: row.text(6)?,
                phones: row.text(7)?,
                target: row.text(8)?,
            })
        },
    )
}
