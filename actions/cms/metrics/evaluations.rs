//! When rules are evaluated: at the ends of their periods, by due work, as long as there are reports that count.
//!
//! These are reports of the rule's own metric, also where a rule has conditions on several (assumed).

use std::collections::HashMap;

use super::{
    dimensions::{self, Dimensions},
    evaluation::{self, Finding},
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
    ports::due::DueWork,
};

pub(in crate::cms) const DUE: DueWork = DueWork { kind: "evaluate", run };

const MINUTE: i64 = 60_000;

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
        Some(at) if at > cx.now => Ok(()),
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
    let mut metrics = Metrics::load(cx, &account, metric, &rules)?;
    let mut known: HashMap<String, Vec<Alarm>> = HashMap::new();
    for (rule, alarm) in alarms::of_metric(cx.tx, &account, metric)? {
        known.entry(rule).or_default().push(alarm);
    }
    for rule in &rules {
        let ends = now.rem_euclid(evaluation::period(&rule.settings)) == 0;
        if ends && intervals::in_force(&rule.settings, now) {
            let known = known.remove(&rule.id).unwrap_or_default();
            evaluate(cx, rule, &known, &mut metrics)?;
        }
    }
    let next = rules.iter().map(|it| next_multiple(evaluation::period(&it.settings), now)).min();
    // What was reported ahead of its time counts when the clock has reached it.
    let ahead = metrics.ahead.map(|at| next_multiple(MINUTE, at.max(now)));
    match next.filter(|_| metrics.lasts).or(ahead) {
        Some(at) => schedule(cx, metric, at),
        None => Ok(series::set_evaluation(cx.tx, &account, metric, None)?),
    }
}

/// Evaluates one rule, whose alarms are `known`, in each series that it is for.
fn evaluate(cx: &mut Cx<'_>, rule: &Rule, known: &[Alarm], metrics: &mut Metrics) -> Result<()> {
    let account = cx.caller.account.clone();
    let mut worst = State::Ok;
    let Some(resources) = resources_of(cx, rule)? else { return Ok(()) };
    for at in metrics.of_resources(&resources) {
        let (row, own) = &metrics.own[at];
        let of = |name: &str| metrics.others.get(name)?.get(&row.dimensions);
        let finding = evaluation::evaluate(rule, own, &of, cx.now);
        let former = known.iter().find(|it| it.series == row.id);
        let state = changes::apply(cx, rule, row, former, &finding)?;
        worst = worst.max(state);
        if let Finding::Alarm { .. } = finding {
            metrics.lasts = true;
        }
    }
    if worst.name() != rule.state {
        rules::set_state(cx.tx, &account, &rule.id, worst.name())?;
    }
    Ok(())
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

/// The state of a rule or of one of its series; the worse, the later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::cms) enum State {
    Ok,
    InsufficientData,
    Alarm,
}

impl State {
    /// Its name in answers.
    pub(in crate::cms) const fn name(self) -> &'static str {
        match self {
            Self::Ok => "OK",
            Self::InsufficientData => "INSUFFICIENT_DATA",
            Self::Alarm => "ALARM",
        }
    }
}

/// The series that the rules of a metric look at.
struct Metrics {
    /// Those of the metric.
    own: Vec<(SeriesRow, Series)>,
    /// The places in [`own`](Self::own) of the series with a value of a dimension.
    by_dimension: HashMap<(String, String), Vec<usize>>,
    /// Those of the other metrics of composite rules, by metric and dimensions.
    others: HashMap<String, HashMap<Dimensions, Series>>,
    /// Whether there are reports that the next evaluation looks at.
    lasts: bool,
    /// The time of the earliest report that was made ahead of its time.
    ahead: Option<i64>,
}

impl Metrics {
    fn load(cx: &mut Cx<'_>, account: &str, metric: (&str, &str), rules: &[Rule]) -> Result<Self> {
        let longest = |of: fn(&RuleSettings) -> i64| {
            rules.iter().map(|it| of(&it.settings)).max().unwrap_or(0)
        };
        let window = longest(|it| evaluation::window(it).saturating_add(evaluation::period(it)));
        let start = cx.now.saturating_sub(longest(evaluation::reach).max(window));
        let mut found = Self {
            own: Vec::new(),
            by_dimension: HashMap::new(),
            others: HashMap::new(),
            lasts: false,
            ahead: None,
        };
        if rules.is_empty() {
            return Ok(found);
        }
        for (row, reports) in series::with_reports(cx.tx, account, metric, start)? {
            found.lasts |= reports.between(cx.now.saturating_sub(window), cx.now).is_some();
            let ahead = reports.0.get(reports.0.partition_point(|(at, _)| *at < cx.now));
            found.ahead = found.ahead.into_iter().chain(ahead.map(|(at, _)| *at)).min();
            for (key, value) in row.dimensions.iter() {
                let places = found.by_dimension.entry((key.into(), value.into())).or_default();
                places.push(found.own.len());
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
        let known = resource.iter().find_map(|(k, v)| self.by_dimension.get(&(k.into(), v.into())));
        match known {
            Some(places) => places.iter().copied().filter(fits).collect(),
            None => (0..self.own.len()).filter(fits).collect(),
        }
    }
}
