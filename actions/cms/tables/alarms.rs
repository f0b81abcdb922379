//! The series in which a rule has found something else than that all is well.

use crate::{
    args,
    ports::store::{Result, Row, Tx},
};

pub(in crate::cms) const TABLE: &str = "CREATE TABLE cms_alarm (
        account TEXT NOT NULL, rule TEXT NOT NULL, series TEXT NOT NULL, state TEXT NOT NULL,
        level TEXT NOT NULL, since BIGINT NOT NULL, told BIGINT NOT NULL,
        PRIMARY KEY (account, rule, series)
    )";

/// The alarm of a rule in a series.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::cms) struct Alarm {
    /// The id of the series.
    pub(in crate::cms) series: String,
    /// `ALARM` or `INSUFFICIENT_DATA`.
    pub(in crate::cms) state: String,
    /// `CRITICAL`, `WARN` or `INFO`; empty for no data.
    pub(in crate::cms) level: String,
    /// When it began, in milliseconds on the world's clock.
    pub(in crate::cms) since: i64,
    /// When contacts were last told.
    pub(in crate::cms) told: i64,
}

fn read(row: &Row<'_>) -> Result<Alarm> {
    Ok(Alarm {
        series: row.text(0)?,
        state: row.text(1)?,
        level: row.text(2)?,
        since: row.int(3)?,
        told: row.int(4)?,
    })
}

/// The alarms of the rules of a metric that are enabled, each with the id of its rule.
pub(in crate::cms) fn of_metric(
    tx: &mut dyn Tx,
    account: &str,
    (namespace, metric): (&str, &str),
) -> Result<Vec<(String, Alarm)>> {
    tx.rows(
        "SELECT a.series, a.state, a.level, a.since, a.told, a.rule
         FROM cms_rule r JOIN cms_alarm a ON a.account = r.account AND a.rule = r.id
         WHERE r.account = $1 AND r.namespace = $2 AND r.metric = $3 AND r.enabled = 1
         ORDER BY r.seq, a.series COLLATE \"C\"",
        args![account, namespace, metric],
        |row| Ok((row.text(5)?, read(row)?)),
    )
}

/// Writes an alarm.
pub(in crate::cms) fn put(tx: &mut dyn Tx, account: &str, rule: &str, alarm: &Alarm) -> Result<()> {
    tx.execute(
        "INSERT INTO cms_alarm (account, rule, series, state, level, since, told)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (account, rule, series) DO UPDATE SET state = excluded.state,
         level = excluded.level, since = excluded.since, told = excluded.told",
        args![account, rule, &alarm.series, &alarm.state, &alarm.level, alarm.since, alarm.told],
    )?;
    Ok(())
}

/// Deletes the alarm of a rule in a series.
pub(in crate::cms) fn delete(
    tx: &mut dyn Tx,
    account: &str,
    rule: &str,
    series: &str,
) -> Result<()> {
    tx.execute(
        "DELETE FROM cms_alarm WHERE account = $1 AND rule = $2 AND series = $3",
        args![account, rule, series],
    )?;
    Ok(())
}

/// Deletes all alarms of a rule.
pub(in crate::cms) fn delete_of_rule(tx: &mut dyn Tx, account: &str, rule: &str) -> Result<()> {
    tx.execute("DELETE FROM cms_alarm WHERE account = $1 AND rule = $2", args![account, rule])?;
    Ok(())
}
