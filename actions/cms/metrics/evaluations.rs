//! When rules are evaluated: at the ends of their periods, by due work, as long as there are reports that count.
//!
//! The reports that count are those of the rule's own metric, also where a rule has conditions on several (assumed).
//!
//! Assumed: a rule is evaluated at the end of each period.

use std::collections::HashMap;

use super::{
    dimensions::{self, Dimensions},
    evaluation::{self, State},
    intervals,
    statistics::Series,
};
use crate::{
    Cx, Result,
    cms::{
        alerts::changes,
        monitor_groups::members,
        rules::rule::{Rule, RuleSettings},
        tables::{
            alarms::{self, Alarm},
            rules,
            series::{self, SeriesRow},
        },
    },
    ports::due::{About, DueWork},
};

pub(in crate::cms) const DUE: DueWork = DueWork {
    kind: "evaluate",
    about: |metric| {
        let metric = metric.replace(BETWEEN, " ");
        let en = format!("evaluation of the alert rules of {metric}");
        About::new(en, format!("评估 {metric} 的报警规则"))
    },
    run,
};

const MINUTE: i64 = 60_000;
/// The longest period of a rule.
const DAY: i64 = 24 * 60 * MINUTE;

/// What stands between namespace and metric in the subject of due work.
const BETWEEN: char = '\n';

/// Schedules an evaluation of the rules of a metric at the end of the minute, unless one is scheduled or there
/// is no rule.
pub(in crate::cms) fn wake(cx: &mut Cx<'_>, metric: (&str, &str)) -> Result<()> {
    let account = &cx.caller.account;
    if !rules::any_of_metric(cx.tx, account, metric)? {
        return Ok(());
    }
    match series::evaluation(cx.tx, account, metric)? {
        Some(at) if at > cx.now && at <= cx.now.saturating_add(DAY) => Ok(()),
        // It waits for a report of the future.
        Some(at) if at > cx.now => hasten(cx, metric),
        _ => schedule(cx, metric, next_multiple(MINUTE, cx.now)),
    }
}

/// Schedules an evaluation of the rules of a metric at the end of the minute, whatever is scheduled, since one of
/// them is new or has changed.
pub(in crate::cms) fn hasten(cx: &mut Cx<'_>, metric: (&str, &str)) -> Result<()> {
    cx.cancel(DUE.kind, &subject(metric))?;
    if !rules::any_of_metric(cx.tx, &cx.caller.account, metric)? {
        return Ok(series::set_evaluation(cx.tx, &cx.caller.account, metric, None)?);
    }
    schedule(cx, metric, next_multiple(MINUTE, cx.now))
}

fn schedule(cx: &mut Cx<'_>, metric: (&str, &str), at: i64) -> Result<()> {
    series::set_evaluation(cx.tx, &cx.caller.account, metric, Some(at))?;
    cx.schedule(at, DUE.kind, &subject(metric))
}

fn subject((namespace, metric): (&str, &str)) -> String {
    format!("{namespace}{BETWEEN}{metric}")
}

/// The first multiple of `length` after `time`.
const fn next_multiple(length: i64, time: i64) -> i64 {
    (time.div_euclid(length) + 1).saturating_mul(length)
}

/// Evaluates the rules of a metric whose period ends now, and schedules the next evaluation.
fn run(cx: &mut Cx<'_>, subject: &str) -> Result<()> {
    let Some(metric) = subject.split_once(BETWEEN) else { return Ok(()) };
    let account = cx.caller.account.clone();
    let now = cx.now;
    let rules = rules::of_metric(cx.tx, &account, metric)?;
    let metrics = Metrics::load(cx, &account, metric, &rules)?;
    let mut known: HashMap<String, Vec<Alarm>> = HashMap::new();
    for (rule, alarm) in alarms::of_metric(cx.tx, &account, metric)? {
        known.entry(rule).or_default().push(alarm);
    }
    let mut next: Option<i64> = None;
    for rule in &rules {
        let period = evaluation::period(&rule.settings);
        let ends = now.rem_euclid(period) == 0;
        let mut lasts = metrics.lasts(now.saturating_sub(window(&rule.settings)));
        if ends && intervals::in_force(&rule.settings, now) {
            let known = known.remove(&rule.id).unwrap_or_default();
            lasts |= evaluate(cx, rule, &known, &metrics)? == State::Alarm;
        }
        // The times until the next report are leaped over, if it is days ahead.
        let ahead = metrics.next.filter(|at| *at > now.saturating_add(DAY));
        let at = if lasts { Some(now) } else { metrics.next.map(|_| ahead.unwrap_or(now)) };
        next = next.into_iter().chain(at.map(|at| next_multiple(period, at))).min();
    }
    match next {
        Some(at) => schedule(cx, metric, at),
        None => Ok(series::set_evaluation(cx.tx, &account, metric, None)?),
    }
}

/// How far back the reports are that a rule looks at, and in the period after those.
fn window(settings: &RuleSettings) -> i64 {
    evaluation::window(settings).saturating_add(evaluation::period(settings))
}

/// Evaluates one rule, whose alarms are `known`, in each series that it is for. Answers the worst state of these.
fn evaluate(cx: &mut Cx<'_>, rule: &Rule, known: &[Alarm], metrics: &Metrics) -> Result<State> {
    let account = cx.caller.account.clone();
    let known: HashMap<&str, _> = known.iter().map(|it| (it.series.as_str(), it)).collect();
    let mut worst = State::Ok;
    let Some(resources) = resources_of(cx, rule)? else { return Ok(worst) };
    for at in metrics.of_resources(&resources) {
        let (row, own) = &metrics.own[at];
        let of = |name: &str| metrics.others.get(name)?.get(&row.dimensions);
        let finding = evaluation::evaluate(rule, own, &of, cx.now);
        let former = known.get(row.id.as_str()).copied();
        let state = changes::apply(cx, rule, row, former, &finding)?;
        worst = worst.max(state);
    }
    if worst.name() != rule.state {
        rules::set_state(cx.tx, &account, &rule.id, worst.name())?;
    }
    Ok(worst)
}

/// What a rule is for; an empty list stands for every series. `None` for a rule of an application group without
/// members, which is for none.
fn resources_of(cx: &mut Cx<'_>, rule: &Rule) -> Result<Option<Vec<Dimensions>>> {
    let settings = &rule.settings;
    // A custom metric has its group among its dimensions.
    if let Some(group) = rule.group.filter(|_| !dimensions::is_custom(&rule.namespace)) {
        let narrowed = dimensions::resources(&settings.dimensions).unwrap_or_default();
        let members = members::instances_of(cx.tx, &cx.caller.account, group)?;
        let all: Vec<_> = members
            .into_iter()
            .map(Dimensions::from)
            .flat_map(|member| member.narrowed_by(&narrowed))
            .collect();
        return Ok((!all.is_empty()).then_some(all));
    }
    Ok(Some(dimensions::resources(&settings.resources).unwrap_or_default()))
}

/// The series that the rules of a metric look at.
struct Metrics {
    /// Those of the metric.
    own: Vec<(SeriesRow, Series)>,
    /// The places in [`own`](Self::own) of the series with a value of a dimension, as resources name it.
    by_dimension: HashMap<(String, String), Vec<usize>>,
    /// Those of the other metrics of composite rules, by metric and dimensions.
    others: HashMap<String, HashMap<Dimensions, Series>>,
    /// The time of the last report that is not of the future.
    last: Option<i64>,
    /// The time of the first report of the future.
    next: Option<i64>,
}

impl Metrics {
    fn load(cx: &mut Cx<'_>, account: &str, metric: (&str, &str), rules: &[Rule]) -> Result<Self> {
        let reach = |it: &Rule| evaluation::reach(&it.settings).max(window(&it.settings));
        let start = cx.now.saturating_sub(rules.iter().map(reach).max().unwrap_or(0));
        let mut found = Self {
            own: Vec::new(),
            by_dimension: HashMap::new(),
            others: HashMap::new(),
            last: None,
            next: None,
        };
        if rules.is_empty() {
            return Ok(found);
        }
        for (row, reports) in series::with_reports(cx.tx, account, metric, start)? {
            let future = reports.0.partition_point(|(at, _)| *at < cx.now);
            let (past, future) = reports.0.split_at(future);
            found.last = found.last.max(past.last().map(|(at, _)| *at));
            found.next = found.next.into_iter().chain(future.first().map(|(at, _)| *at)).min();
            for dimension in row.dimensions.named() {
                found.by_dimension.entry(dimension).or_default().push(found.own.len());
            }
            found.own.push((row, reports));
        }
        let composite = rules.iter().filter_map(|it| it.settings.composite.as_ref());
        for condition in composite.flat_map(|it| &it.conditions) {
            if condition.metric == metric.1 || found.others.contains_key(&condition.metric) {
                continue;
            }
            let other = (metric.0, &*condition.metric);
            let all = series::with_reports(cx.tx, account, other, start)?;
            let all = all.into_iter().map(|(row, reports)| (row.dimensions, reports));
            found.others.insert(condition.metric.clone(), all.collect());
        }
        Ok(found)
    }

    /// Whether there are reports from `start` to now.
    fn lasts(&self, start: i64) -> bool {
        self.last.is_some_and(|at| at >= start)
    }

    /// The places of the series that resources stand for.
    fn of_resources(&self, resources: &[Dimensions]) -> Vec<usize> {
        if resources.is_empty() {
            return (0..self.own.len()).collect();
        }
        let mut places: Vec<usize> =
            resources.iter().flat_map(|resource| self.of_resource(resource)).collect();
        places.sort_unstable();
        places.dedup();
        places
    }

    fn of_resource(&self, resource: &Dimensions) -> Vec<usize> {
        let fits = |place: &usize| self.own[*place].0.dimensions.are_of(resource);
        // Of one that no series has, nothing fits.
        let known = |(key, value): (&str, &str)| {
            self.by_dimension.get(&(key.into(), value.into())).map_or(&[][..], Vec::as_slice)
        };
        // The user is no dimension of most series, and then any fits.
        let named = resource.iter().filter(|(key, _)| *key != dimensions::USER);
        match named.map(known).min_by_key(|places| places.len()) {
            Some(places) => places.iter().copied().filter(fits).collect(),
            None => (0..self.own.len()).filter(fits).collect(),
        }
    }
}
