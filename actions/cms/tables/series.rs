//! What is reported of metrics: the series of each metric, and their reports by spans of time.

use crate::{
    args,
    cms::metrics::{
        dimensions::Dimensions,
        statistics::{Series, Statistics},
    },
    ports::store::{self, Result, Row, StoreError, Tx},
};

pub(in crate::cms) const TABLE: &str = "CREATE TABLE cms_series (
        account TEXT NOT NULL, seq BIGINT NOT NULL, id TEXT NOT NULL, namespace TEXT NOT NULL,
        metric TEXT NOT NULL, dimensions TEXT NOT NULL, made BIGINT NOT NULL,
        PRIMARY KEY (account, id)
    )";
pub(in crate::cms) const BY_METRIC: &str =
    "CREATE INDEX cms_series_metric ON cms_series (account, namespace, metric, seq)";
pub(in crate::cms) const BY_SEQ: &str =
    "CREATE UNIQUE INDEX cms_series_seq ON cms_series (account, seq)";
// `at` is the start of the span; `others` is a JSON object of statistics that cannot be computed.
pub(in crate::cms) const REPORTS: &str = "CREATE TABLE cms_report (
        account TEXT NOT NULL, series TEXT NOT NULL, at BIGINT NOT NULL,
        number DOUBLE PRECISION NOT NULL, total DOUBLE PRECISION NOT NULL,
        least DOUBLE PRECISION NOT NULL, most DOUBLE PRECISION NOT NULL,
        latest DOUBLE PRECISION NOT NULL, others TEXT, PRIMARY KEY (account, series, at)
    )";
// A metric whose rules are to be evaluated, and when.
pub(in crate::cms) const EVALUATIONS: &str = "CREATE TABLE cms_evaluation (
        account TEXT NOT NULL, namespace TEXT NOT NULL, metric TEXT NOT NULL, at BIGINT NOT NULL,
        PRIMARY KEY (account, namespace, metric)
    )";

/// What the tally counts: the series of an account.
const SERIES: &str = "cms_series";

/// A series of a metric.
#[derive(Clone, Debug)]
pub(in crate::cms) struct SeriesRow {
    /// [`series_id`](crate::cms::metrics::dimensions::series_id).
    pub(in crate::cms) id: String,
    pub(in crate::cms) namespace: String,
    pub(in crate::cms) metric: String,
    pub(in crate::cms) dimensions: Dimensions,
}

fn read(row: &Row<'_>) -> Result<SeriesRow> {
    Ok(SeriesRow {
        id: row.text(0)?,
        namespace: row.text(1)?,
        metric: row.text(2)?,
        dimensions: Dimensions::stored(&row.text(3)?).ok_or(StoreError::Shape)?,
    })
}

/// Adds to the reports of a series in the span that starts at `at`. Answers whether it is the first of that span.
pub(in crate::cms) fn report(
    tx: &mut dyn Tx,
    (account, series): (&str, &str),
    at: i64,
    it: &Statistics,
) -> Result<bool> {
    let others = (!it.others.is_empty()).then(|| serde_json::to_string(&it.others));
    let others = others.transpose().map_err(|_| StoreError::Shape)?;
    let others = others.as_deref();
    // Cheaper than one statement with `ON CONFLICT`, where most spans have reports already.
    let changed = tx.execute(
        "UPDATE cms_report SET number = number + $1, total = total + $2,
         least = CASE WHEN $3 < least THEN $3 ELSE least END,
         most = CASE WHEN $4 > most THEN $4 ELSE most END,
         latest = $5, others = COALESCE($6, others)
         WHERE account = $7 AND series = $8 AND at = $9",
        args![it.count, it.sum, it.minimum, it.maximum, it.last, others, account, series, at],
    )?;
    if changed > 0 {
        return Ok(false);
    }
    tx.execute(
        "INSERT INTO cms_report (account, series, at, number, total, least, most, latest, others)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        args![account, series, at, it.count, it.sum, it.minimum, it.maximum, it.last, others],
    )?;
    Ok(true)
}

/// Makes a series, if it is new.
pub(in crate::cms) fn add(
    tx: &mut dyn Tx,
    account: &str,
    (namespace, metric): (&str, &str),
    (id, dimensions): (&str, &Dimensions),
    now: i64,
) -> Result<()> {
    let known = tx.row(
        "SELECT seq FROM cms_series WHERE account = $1 AND id = $2",
        args![account, id],
        |row| row.int(0),
    )?;
    if known.is_some() {
        return Ok(());
    }
    let seq = store::tally_add(tx, account, SERIES)?;
    tx.execute(
        "INSERT INTO cms_series (account, seq, id, namespace, metric, dimensions, made)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        args![account, seq, id, namespace, metric, dimensions.to_json(), now],
    )?;
    Ok(())
}

/// The series of a metric, oldest first.
pub(in crate::cms) fn of_metric(
    tx: &mut dyn Tx,
    account: &str,
    (namespace, metric): (&str, &str),
) -> Result<Vec<SeriesRow>> {
    tx.rows(
        "SELECT id, namespace, metric, dimensions FROM cms_series
         WHERE account = $1 AND namespace = $2 AND metric = $3 ORDER BY seq",
        args![account, namespace, metric],
        read,
    )
}

/// All series of a namespace, of one metric if that is given, oldest first.
pub(in crate::cms) fn of_namespace(
    tx: &mut dyn Tx,
    account: &str,
    namespace: &str,
    metric: Option<&str>,
) -> Result<Vec<SeriesRow>> {
    tx.rows(
        "SELECT id, namespace, metric, dimensions FROM cms_series
         WHERE account = $1 AND namespace = $2 AND (CAST($3 AS TEXT) IS NULL OR metric = $3)
         ORDER BY seq",
        args![account, namespace, metric],
        read,
    )
}

/// The reports of a series in the spans that start from `start` and before `end`.
pub(in crate::cms) fn reports(
    tx: &mut dyn Tx,
    (account, series): (&str, &str),
    start: i64,
    end: i64,
) -> Result<Series> {
    let spans = tx.rows(
        "SELECT at, number, total, least, most, latest, others FROM cms_report
         WHERE account = $1 AND series = $2 AND at >= $3 AND at < $4 ORDER BY at",
        args![account, series, start, end],
        |row| Ok((row.int(0)?, read_statistics(row, 1)?)),
    )?;
    Ok(Series(spans))
}

/// The statistics in the columns from `at` on.
fn read_statistics(row: &Row<'_>, at: usize) -> Result<Statistics> {
    let others = row.opt_text(at + 5)?.map(|text| serde_json::from_str(&text));
    Ok(Statistics {
        count: row.real(at)?,
        sum: row.real(at + 1)?,
        minimum: row.real(at + 2)?,
        maximum: row.real(at + 3)?,
        last: row.real(at + 4)?,
        others: others.transpose().map_err(|_| StoreError::Shape)?.unwrap_or_default(),
    })
}

/// The series of a metric, oldest first, with their reports in the spans that start from `start`.
pub(in crate::cms) fn with_reports(
    tx: &mut dyn Tx,
    account: &str,
    (namespace, metric): (&str, &str),
    start: i64,
) -> Result<Vec<(SeriesRow, Series)>> {
    let mut all: Vec<(SeriesRow, Series)> = Vec::new();
    let mut last = None;
    tx.query(
        "SELECT s.id, s.namespace, s.metric, s.dimensions, s.seq, r.at, r.number, r.total, r.least,
         r.most, r.latest, r.others
         FROM cms_series s LEFT JOIN cms_report r
         ON r.account = s.account AND r.series = s.id AND r.at >= $1
         WHERE s.account = $2 AND s.namespace = $3 AND s.metric = $4 ORDER BY s.seq, r.at",
        args![start, account, namespace, metric],
        &mut |row| {
            let seq = row.int(4)?;
            if last.replace(seq) != Some(seq) {
                all.push((read(row)?, Series::default()));
            }
            if let (Some(at), Some((_, series))) = (row.opt_int(5)?, all.last_mut()) {
                series.0.push((at, read_statistics(row, 6)?));
            }
            Ok(())
        },
    )?;
    Ok(all)
}

/// Deletes a series and its reports.
pub(in crate::cms) fn delete(tx: &mut dyn Tx, account: &str, series: &str) -> Result<()> {
    tx.execute(
        "DELETE FROM cms_report WHERE account = $1 AND series = $2",
        args![account, series],
    )?;
    let gone = tx
        .execute("DELETE FROM cms_series WHERE account = $1 AND id = $2", args![account, series])?;
    store::tally_sub(tx, account, SERIES, gone)
}

/// Deletes the reports of an account before `end`, and the series that have none left.
pub(in crate::cms) fn expire(tx: &mut dyn Tx, account: &str, end: i64) -> Result<()> {
    tx.execute("DELETE FROM cms_report WHERE account = $1 AND at < $2", args![account, end])?;
    let gone = tx.execute(
        "DELETE FROM cms_series WHERE account = $1 AND NOT EXISTS (SELECT 1 FROM cms_report r
         WHERE r.account = cms_series.account AND r.series = cms_series.id)",
        args![account],
    )?;
    store::tally_sub(tx, account, SERIES, gone)
}

/// When the rules of a metric are to be evaluated, if that is scheduled.
pub(in crate::cms) fn evaluation(
    tx: &mut dyn Tx,
    account: &str,
    (namespace, metric): (&str, &str),
) -> Result<Option<i64>> {
    tx.row(
        "SELECT at FROM cms_evaluation WHERE account = $1 AND namespace = $2 AND metric = $3",
        args![account, namespace, metric],
        |row| row.int(0),
    )
}

/// Notes when the rules of a metric are to be evaluated; `None` for never.
pub(in crate::cms) fn set_evaluation(
    tx: &mut dyn Tx,
    account: &str,
    (namespace, metric): (&str, &str),
    at: Option<i64>,
) -> Result<()> {
    let Some(at) = at else {
        tx.execute(
            "DELETE FROM cms_evaluation WHERE account = $1 AND namespace = $2 AND metric = $3",
            args![account, namespace, metric],
        )?;
        return Ok(());
    };
    tx.execute(
        "INSERT INTO cms_evaluation (account, namespace, metric, at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (account, namespace, metric) DO UPDATE SET at = excluded.at",
        args![account, namespace, metric, at],
    )?;
    Ok(())
}

/// The start of the oldest span of the account that has reports.
pub(in crate::cms) fn oldest_report(tx: &mut dyn Tx, account: &str) -> Result<Option<i64>> {
    let sql = "SELECT MIN(at) FROM cms_report WHERE account = $1";
    tx.row(sql, args![account], |row| row.opt_int(0)).map(Option::flatten)
}
