//! What is reported of metrics: the series of each metric, and their reports by spans of time.

use std::sync::LazyLock;

use crate::{
    args,
    cms::metrics::{
        dimensions::{Dimensions, SeriesId},
        statistics::{Series, Statistics},
    },
    ports::store::{self, Result, Row, StoreError, Tx, Value},
};

// `number` is that of the id, which the account is part of.
pub(in crate::cms) const TABLE: &str = "CREATE TABLE cms_series (
        number BIGINT NOT NULL PRIMARY KEY, account TEXT NOT NULL, seq BIGINT NOT NULL,
        id TEXT NOT NULL, namespace TEXT NOT NULL, metric TEXT NOT NULL,
        dimensions TEXT NOT NULL, made BIGINT NOT NULL
    )";
pub(in crate::cms) const BY_METRIC: &str =
    "CREATE INDEX cms_series_metric ON cms_series (account, namespace, metric, seq)";
pub(in crate::cms) const BY_SEQ: &str =
    "CREATE UNIQUE INDEX cms_series_seq ON cms_series (account, seq)";
// `series` is its number, and `at` the start of the span; `others` is a JSON object of statistics that cannot be
// computed. The key is narrow, since a call writes many rows.
pub(in crate::cms) const REPORTS: &str = "CREATE TABLE cms_report (
        series BIGINT NOT NULL, at BIGINT NOT NULL, held DOUBLE PRECISION NOT NULL,
        total DOUBLE PRECISION NOT NULL, least DOUBLE PRECISION NOT NULL,
        most DOUBLE PRECISION NOT NULL, latest DOUBLE PRECISION NOT NULL, others TEXT,
        PRIMARY KEY (series, at)
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
    /// The number of its [`SeriesId`].
    pub(in crate::cms) number: i64,
    /// The text of its [`SeriesId`].
    pub(in crate::cms) id: String,
    pub(in crate::cms) namespace: String,
    pub(in crate::cms) metric: String,
    pub(in crate::cms) dimensions: Dimensions,
}

fn read(row: &Row<'_>) -> Result<SeriesRow> {
    Ok(SeriesRow {
        number: row.int(0)?,
        id: row.text(1)?,
        namespace: row.text(2)?,
        metric: row.text(3)?,
        dimensions: Dimensions::stored(&row.text(4)?).ok_or(StoreError::Shape)?,
    })
}

/// What is reported of a series in the span that starts at `at`.
pub(in crate::cms) struct SpanReport {
    /// The number of the [`SeriesId`].
    pub(in crate::cms) series: i64,
    pub(in crate::cms) at: i64,
    pub(in crate::cms) statistics: Statistics,
}

/// For how many rows there are statements: one for many rows costs less than one for each.
const BLOCKS: [usize; 3] = [50, 10, 1];

/// The statements that add rows of reports to those that are there.
static ADD: LazyLock<[String; 3]> = LazyLock::new(|| {
    BLOCKS.map(|rows| {
        let rows = numbered(rows, "($,$,$,$,$,$,$,$)");
        format!(
            "INSERT INTO cms_report (series, at, held, total, least, most, latest, others) VALUES {rows}
             ON CONFLICT (series, at) DO UPDATE SET held = cms_report.held + excluded.held,
             total = cms_report.total + excluded.total,
             least = CASE WHEN excluded.least < cms_report.least
             THEN excluded.least ELSE cms_report.least END,
             most = CASE WHEN excluded.most > cms_report.most
             THEN excluded.most ELSE cms_report.most END,
             latest = excluded.latest, others = COALESCE(excluded.others, cms_report.others)"
        )
    })
});

/// The statements that count series by their numbers. The list comes first: each number is looked up once, and no
/// table is made of the list.
static COUNT: LazyLock<[String; 3]> = LazyLock::new(|| {
    BLOCKS.map(|rows| {
        let numbers = numbered(rows, "(CAST($ AS BIGINT))");
        format!(
            "SELECT COUNT(*) FROM (VALUES {numbers}) AS given CROSS JOIN cms_series
             WHERE cms_series.number = given.column1"
        )
    })
});

/// So many times this row, with its parameters numbered.
fn numbered(rows: usize, row: &str) -> String {
    let mut number = 0;
    let row = |_| {
        let mut parts = row.split('$');
        let mut text = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            number += 1;
            text.extend(["$", &number.to_string(), part]);
        }
        text
    };
    (0..rows).map(row).collect::<Vec<_>>().join(",")
}

/// A list in pieces for which there are statements, each with that.
fn blocks<'a, T>(
    mut list: &'a [T],
    statements: &'static [String; 3],
) -> Vec<(&'static str, &'a [T])> {
    let mut all = Vec::new();
    for (rows, sql) in BLOCKS.into_iter().zip(statements) {
        while let Some((block, rest)) = list.split_at_checked(rows) {
            all.push((sql.as_str(), block));
            list = rest;
        }
    }
    all
}

/// Adds to the reports of series. Each series and span is in `reports` once.
pub(in crate::cms) fn add_reports(tx: &mut dyn Tx, reports: &[SpanReport]) -> Result<()> {
    let mut args: Vec<Value<'_>> = Vec::with_capacity(reports.len().min(BLOCKS[0]) * 8);
    for (sql, block) in blocks(reports, &ADD) {
        args.clear();
        for SpanReport { series, at, statistics: it } in block {
            let others = (!it.others.is_empty()).then(|| serde_json::to_string(&it.others));
            let others = others.transpose().map_err(|_| StoreError::Shape)?;
            let numbers = [it.count, it.sum, it.minimum, it.maximum, it.last];
            args.extend([Value::from(*series), Value::from(*at)]);
            args.extend(numbers.map(Value::from));
            args.push(others.into());
        }
        tx.execute(sql, &args)?;
    }
    Ok(())
}

/// How many series have one of these numbers, each of which is there once.
pub(in crate::cms) fn count_of(tx: &mut dyn Tx, numbers: &[i64]) -> Result<usize> {
    let mut count = 0;
    for (sql, block) in blocks(numbers, &COUNT) {
        let args: Vec<Value<'_>> = block.iter().copied().map(Value::from).collect();
        tx.query(sql, &args, &mut |row| {
            count += usize::try_from(row.int(0)?).map_err(|_| StoreError::Shape)?;
            Ok(())
        })?;
    }
    Ok(count)
}

/// Makes a series, if it is new.
pub(in crate::cms) fn add(
    tx: &mut dyn Tx,
    account: &str,
    (namespace, metric): (&str, &str),
    (id, dimensions): (SeriesId, &Dimensions),
    now: i64,
) -> Result<()> {
    if count_of(tx, &[id.number()])? > 0 {
        return Ok(());
    }
    let (seq, number) = (store::tally_add(tx, account, SERIES)?, id.number());
    tx.execute(
        "INSERT INTO cms_series (number, account, seq, id, namespace, metric, dimensions, made)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        args![number, account, seq, id.text(), namespace, metric, dimensions.to_json(), now],
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
        "SELECT number, id, namespace, metric, dimensions FROM cms_series
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
        "SELECT number, id, namespace, metric, dimensions FROM cms_series
         WHERE account = $1 AND namespace = $2 AND (CAST($3 AS TEXT) IS NULL OR metric = $3)
         ORDER BY seq",
        args![account, namespace, metric],
        read,
    )
}

/// The reports of the series of a number in the spans that start from `start` and before `end`.
pub(in crate::cms) fn reports(
    tx: &mut dyn Tx,
    series: i64,
    start: i64,
    end: i64,
) -> Result<Series> {
    let spans = tx.rows(
        "SELECT at, held, total, least, most, latest, others FROM cms_report
         WHERE series = $1 AND at >= $2 AND at < $3 ORDER BY at",
        args![series, start, end],
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
        "SELECT s.number, s.id, s.namespace, s.metric, s.dimensions, r.at, r.held, r.total, r.least,
         r.most, r.latest, r.others
         FROM cms_series s LEFT JOIN cms_report r ON r.series = s.number AND r.at >= $1
         WHERE s.account = $2 AND s.namespace = $3 AND s.metric = $4 ORDER BY s.seq, r.at",
        args![start, account, namespace, metric],
        &mut |row| {
            let number = row.int(0)?;
            if last.replace(number) != Some(number) {
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

/// Deletes the series of a number, which is one of the account, and its reports.
pub(in crate::cms) fn delete(tx: &mut dyn Tx, account: &str, series: i64) -> Result<()> {
    tx.execute("DELETE FROM cms_report WHERE series = $1", args![series])?;
    let gone = tx.execute("DELETE FROM cms_series WHERE number = $1", args![series])?;
    store::tally_sub(tx, account, SERIES, gone)
}

/// Deletes the reports of an account before `end`, and the series that have none left.
pub(in crate::cms) fn expire(tx: &mut dyn Tx, account: &str, end: i64) -> Result<()> {
    tx.execute(
        "DELETE FROM cms_report WHERE at < $1
         AND series IN (SELECT number FROM cms_series WHERE account = $2)",
        args![end, account],
    )?;
    let gone = tx.execute(
        "DELETE FROM cms_series WHERE account = $1
         AND NOT EXISTS (SELECT 1 FROM cms_report r WHERE r.series = cms_series.number)",
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
    let sql = "SELECT MIN(r.at) FROM cms_series s JOIN cms_report r ON r.series = s.number
               WHERE s.account = $1";
    tx.row(sql, args![account], |row| row.opt_int(0)).map(Option::flatten)
}
