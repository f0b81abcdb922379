//! Reports of metrics, from wherever they come.

use super::{
    dimensions::{Dimensions, SeriesId},
    evaluations,
    statistics::{SPAN, Statistics},
};
use crate::{
    Cx, Result,
    cms::tables::series::{self, SpanReport},
    ports::due::{About, DueWork},
};

/// How long reports are kept: 31 days (documented for periods of a minute).
const KEPT: i64 = 31 * DAY;
const DAY: i64 = 24 * 60 * 60 * 1000;
/// The name under which the next deletion of old reports is noted, which is no metric's.
const EXPIRY: (&str, &str) = ("", "");

pub(in crate::cms) const DUE: DueWork = DueWork {
    kind: "expire",
    about: |_| About::new("deletion of old reports of metrics", "清除过期的监控数据"),
    run: expire,
};

/// What is reported of a series of a metric.
pub(in crate::cms) struct Report {
    pub(in crate::cms) namespace: String,
    pub(in crate::cms) metric: String,
    pub(in crate::cms) dimensions: Dimensions,
    /// Milliseconds since 1970.
    pub(in crate::cms) at: i64,
    pub(in crate::cms) statistics: Statistics,
}

/// Writes reports, and sees to it that the rules of their metrics are evaluated.
pub(in crate::cms) fn put(cx: &mut Cx<'_>, reports: &[Report]) -> Result<()> {
    let account = cx.caller.account.clone();
    let id = |it: &Report| SeriesId::of(&account, (&it.namespace, &it.metric), &it.dimensions);
    let ids: Vec<SeriesId> = reports.iter().map(id).collect();
    let of_span = |(id, it): (&SeriesId, &Report)| SpanReport {
        series: id.number(),
        at: it.at - it.at.rem_euclid(SPAN),
        statistics: it.statistics.clone(),
    };
    let mut spans: Vec<SpanReport> = ids.iter().zip(reports).map(of_span).collect();
    // Those of one span stay in the order in which they were reported.
    spans.sort_by_key(|it| (it.series, it.at));
    spans.dedup_by(|later, it| {
        let same = (later.series, later.at) == (it.series, it.at);
        if same {
            it.statistics.add(&later.statistics);
        }
        same
    });
    series::add_reports(cx.tx, &spans)?;
    let mut numbers: Vec<i64> = spans.iter().map(|it| it.series).collect();
    numbers.dedup();
    if series::count_of(cx.tx, &numbers)? < numbers.len() {
        for (id, it) in ids.iter().zip(reports) {
            let metric = (&*it.namespace, &*it.metric);
            series::add(cx.tx, &account, metric, (*id, &it.dimensions), cx.now)?;
        }
    }
    let mut metrics: Vec<(&str, &str)> =
        reports.iter().map(|it| (&*it.namespace, &*it.metric)).collect();
    metrics.sort_unstable();
    metrics.dedup();
    for metric in metrics {
        evaluations::wake(cx, metric)?;
    }
    // What should have run by now has failed; what is far ahead waits for reports of the future alone.
    let scheduled = series::evaluation(cx.tx, &account, EXPIRY)?;
    if scheduled.is_none_or(|at| at < cx.now || at > cx.now.saturating_add(DAY)) {
        cx.cancel(DUE.kind, "")?;
        schedule_expiry(cx, cx.now)?;
    }
    Ok(())
}

/// Schedules the next deletion of reports, the oldest of which is of the time `oldest`: in a day, or later if that is in
/// the future.
fn schedule_expiry(cx: &mut Cx<'_>, oldest: i64) -> Result<()> {
    let at = cx.now.saturating_add(DAY).max(oldest);
    series::set_evaluation(cx.tx, &cx.caller.account, EXPIRY, Some(at))?;
    cx.schedule(at, DUE.kind, "")
}

/// Deletes reports that are too old, once a day at most, until there are none.
fn expire(cx: &mut Cx<'_>, _: &str) -> Result<()> {
    let account = &cx.caller.account;
    series::expire(cx.tx, account, cx.now.saturating_sub(KEPT))?;
    match series::oldest_report(cx.tx, account)? {
        Some(oldest) => schedule_expiry(cx, oldest),
        None => Ok(series::set_evaluation(cx.tx, account, EXPIRY, None)?),
    }
}
