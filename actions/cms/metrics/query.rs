//! What the actions that read metrics have alike: their parameters, and the datapoints that they answer.

use std::collections::HashMap;

use serde_json::{Map, Value};

use super::{
    dimensions::{self, Dimensions},
    statistics::{SPAN, Series, Statistics, number},
    times,
};
use crate::{
    Cx, Params, Result,
    cms::{INVALID, tables::series},
    text,
};

/// How many resources a call may ask for, and by how many dimensions it may group them (assumed).
const MOST_RESOURCES: usize = 100;
const MOST_GROUPED: usize = 20;
const HOUR: i64 = 60 * 60 * 1000;
/// How far back a query looks where no start is given: an hour (assumed).
const USUAL_SPAN: i64 = HOUR;

/// The series and the time that a call asks for.
pub(super) struct Query {
    namespace: String,
    metric: String,
    dimensions: String,
    start: Option<String>,
    end: Option<String>,
    /// Seconds of a period.
    pub(super) period: i64,
    express: Option<String>,
}

/// The dimensions of a series, as answers have them.
type Shown = Vec<(String, String)>;

/// A datapoint: a series in a period.
pub(super) struct Datapoint {
    pub(super) at: i64,
    /// The place of its series among those that were found.
    pub(super) series: i64,
    dimensions: Shown,
    pub(super) statistics: Statistics,
}

impl Query {
    /// Reads the parameters that all of the actions have.
    pub(super) fn read(p: &mut Params<'_>) -> Result<Self> {
        let namespace = text("Namespace").line(1, 128).doc("The namespace of the metric.");
        let dimensions = text("Dimensions")
            .form("JSON list of 100 objects of dimensions at most", |it| {
                dimensions::resources(it).is_some_and(|all| all.len() <= MOST_RESOURCES)
            });
        let time = |name| text(name).form("time", times::is_time);
        let period = text("Period").form("number of seconds, a multiple of 15", |it| {
            it.parse::<i64>().is_ok_and(|n| (15..=86_400).contains(&n) && n % 15 == 0)
        });
        let express = text("Express")
            .form(r#"JSON object such as {"groupby":["userId"]}"#, |it| group_by(it).is_some());
        Ok(Self {
            namespace: p.required(namespace)?,
            metric: p.required(text("MetricName").line(1, 128).doc("The name of the metric."))?,
            dimensions: p.default(dimensions.doc("The resources; all unless given."), "")?,
            start: p.optional(time("StartTime").doc("What is before it and at it is left out."))?,
            end: p.optional(time("EndTime").doc("The end, which is in it; now unless given."))?,
            period: p
                .optional(period.doc("The seconds of a period; 60 unless given."))?
                .and_then(|it| it.parse().ok())
                .unwrap_or(60),
            express: p.optional(express.doc("The dimensions to group by."))?,
        })
    }

    /// The datapoints, by time and then by the age of the series.
    ///
    /// A datapoint is in if its period starts after the start and not after the end (documented: the start is
    /// open and the end closed).
    pub(super) fn datapoints(&self, cx: &mut Cx<'_>) -> Result<Vec<Datapoint>> {
        let time = |text: &Option<String>| text.as_deref().and_then(times::parse);
        let end = time(&self.end).unwrap_or(cx.now);
        let start = time(&self.start).unwrap_or_else(|| end.saturating_sub(USUAL_SPAN));
        if start >= end {
            return Err(INVALID.with_hint("StartTime has to be before EndTime."));
        }
        let length = self.period * 1000;
        // A period that starts after `start` has no span before it.
        let first = start - start.rem_euclid(SPAN);
        let last = end.saturating_add(length);
        let mut all = Vec::new();
        for (place, (shown, reports)) in self.series(cx, first, last)?.into_iter().enumerate() {
            let within =
                reports.periods(length).into_iter().filter(|(at, _)| start < *at && *at <= end);
            all.extend(within.map(|(at, statistics)| Datapoint {
                at,
                series: i64::try_from(place).unwrap_or(i64::MAX),
                dimensions: shown.clone(),
                statistics,
            }));
        }
        all.sort_by_key(|it| (it.at, it.series));
        Ok(all)
    }

    /// The series that are asked for, with their reports; those that are alike in the dimensions to group by are
    /// one.
    fn series(&self, cx: &mut Cx<'_>, start: i64, end: i64) -> Result<Vec<(Shown, Series)>> {
        let account = cx.caller.account.clone();
        let wanted = dimensions::resources(&self.dimensions).unwrap_or_default();
        let keys = self.express.as_deref().and_then(group_by);
        let mut all: Vec<(Shown, Series)> = Vec::new();
        let mut places: HashMap<Shown, usize> = HashMap::new();
        for row in series::of_metric(cx.tx, &account, (&self.namespace, &self.metric))? {
            let of: &Dimensions = &row.dimensions;
            if !wanted.is_empty() && !wanted.iter().any(|it| of.are_of(it)) {
                continue;
            }
            let reports = series::reports(cx.tx, row.number, start, end)?;
            let mut shown = vec![("userId".to_owned(), account.clone())];
            shown.extend(of.shown(&self.namespace));
            if let Some(keys) = &keys {
                shown.retain(|(key, _)| keys.contains(key));
            }
            if keys.is_none() {
                all.push((shown, reports));
                continue;
            }
            if let Some((_, Series(spans))) =
                places.get(&shown).and_then(|place| all.get_mut(*place))
            {
                spans.extend(reports.0);
            } else {
                places.insert(shown.clone(), all.len());
                all.push((shown, reports));
            }
        }
        if keys.is_some() {
            for (_, Series(spans)) in &mut all {
                spans.sort_by_key(|(at, _)| *at);
            }
        }
        Ok(all)
    }
}

/// The dimensions of `{"groupby":["userId","instanceId"]}`.
fn group_by(text: &str) -> Option<Vec<String>> {
    let value: Value = serde_json::from_str(text).ok()?;
    let keys = value.get("groupby")?.as_array().filter(|all| all.len() <= MOST_GROUPED)?;
    keys.iter().map(|key| key.as_str().map(str::to_owned)).collect()
}

impl Datapoint {
    /// As answers have it: time, dimensions, and statistics.
    pub(super) fn shown(&self) -> Map<String, Value> {
        let mut all = Map::new();
        all.insert("timestamp".into(), self.at.into());
        all.extend(self.dimensions.iter().map(|(key, value)| (key.clone(), value.clone().into())));
        for name in ["Minimum", "Average", "Maximum", "Sum", "SampleCount", "Value"] {
            all.insert(name.into(), self.statistics.get(name).map_or(Value::Null, number));
        }
        let others = self.statistics.others.iter();
        all.extend(others.map(|(name, value)| (name.clone(), number(*value))));
        all
    }
}

/// Datapoints as the text of a JSON list.
pub(super) fn to_text(datapoints: impl Iterator<Item = Map<String, Value>>) -> String {
    Value::Array(datapoints.map(Value::Object).collect()).to_string()
}
