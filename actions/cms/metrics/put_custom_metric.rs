//! `PutCustomMetric` reports values of custom metrics.
//!
//! A value may be reported raw, or as statistics of a period (documented). What the vendor's page calls the
//! number of reports, 21, is what its form takes; its SDKs send up to 100 (documented limit of a batch).
//!
//! Assumed: all errors have the code of the product's other actions.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{
    dimensions::{self, Dimensions, GROUP, NO_GROUP},
    reports::{self, Report},
    statistics::{LARGEST, Statistics},
    times,
};
use crate::{
    Access, Action, Cx, Params, Result, Success,
    cms::{INVALID, answers},
    text,
};

/// How many reports a call may have.
const MOST: usize = 100;
/// The most bytes of the numbers of a report (assumed).
const MOST_BYTES: usize = 4096;

pub(in crate::cms) struct PutCustomMetric(Vec<Reported>);

struct Reported {
    metric: String,
    dimensions: String,
    group: Option<String>,
    time: Option<String>,
    aggregated: bool,
    values: String,
}

#[derive(Serialize)]
pub(in crate::cms) struct Response {}

impl Action for PutCustomMetric {
    const NAME: &'static str = "PutCustomMetric";
    const DOC: &'static str = "Reports values of custom metrics.";
    const ACCESS: Access = Access::Create;
    const SUCCESS: Option<Success> = Some(answers::NO_SUCCESS);
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let all = p.each("MetricList", MOST, |p| {
            let kind = text("Type").one_of(&["0", "1"]);
            let aggregated = p.required(kind.doc("0 for a value, 1 for statistics of a period."))?;
            let period = text("Period").one_of(&["60", "300"]);
            p.optional(period.doc("The seconds of the period of statistics: 60 or 300."))?;
            let metric = text("MetricName").chars(1, 64, of_metric).doc("The name of the metric.");
            let dimensions = text("Dimensions").len(1, MOST_BYTES);
            let group = text("GroupId").chars(1, 20, |c| c.is_ascii_digit());
            let time = text("Time").form("time", times::is_time);
            let values = text("Values").len(1, MOST_BYTES);
            Ok(Reported {
                metric: p.required(metric)?,
                dimensions: p.required(
                    dimensions.doc("What tells the values apart, as a JSON object of texts."),
                )?,
                group: p.optional(group.doc("The application group; 0 for none."))?,
                time: p.optional(time.doc("When it was so; now unless given."))?,
                aggregated: aggregated == "1",
                values: p.required(values.doc(
                    r#"{"value":10.5}, or statistics: {"Sum":10,"SampleCount":2,"Maximum":6,"Minimum":4}."#,
                ))?,
            })
        })?;
        let all = if all.is_empty() { None } else { Some(all) };
        Ok(Self(p.require("MetricList", all)?))
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let namespace = dimensions::custom_namespace(&cx.caller.account);
        // They are read here and once, since there may be a hundred of them.
        let mut reports = Vec::with_capacity(self.0.len());
        for it in self.0 {
            let mut dimensions =
                Dimensions::parse(&it.dimensions).filter(|it| !it.is_empty()).ok_or_else(|| {
                    INVALID.with_hint(
                        "Dimensions has to be a JSON object of texts, with one at least.",
                    )
                })?;
            if let Some(group) = it.group.filter(|group| group != NO_GROUP) {
                dimensions = dimensions.with(GROUP, &group);
            }
            let statistics = numbers(&it.values)
                .and_then(|numbers| statistics(numbers, it.aggregated))
                .ok_or_else(|| {
                    INVALID
                        .with_hint("Values has to be a JSON object of numbers, with one at least.")
                })?;
            reports.push(Report {
                namespace: namespace.clone(),
                metric: it.metric,
                dimensions,
                at: it.time.as_deref().and_then(times::parse).unwrap_or(cx.now),
                statistics,
            });
        }
        reports::put(cx, &reports)?;
        Ok(Response {})
    }
}

fn of_metric(c: char) -> bool {
    c.is_alphanumeric() || "_./\\-".contains(c)
}

/// The numbers of a JSON object; `None` if it is none, is empty, or has a number that is too large or anything else.
fn numbers(text: &str) -> Option<BTreeMap<String, f64>> {
    let short = Some(text).filter(|it| it.len() <= MOST_BYTES)?;
    let are_fit =
        |all: &BTreeMap<_, f64>| !all.is_empty() && all.values().all(|it| it.abs() <= LARGEST);
    serde_json::from_str(short).ok().filter(are_fit)
}

/// The statistics that reported numbers stand for. `None` if there are no numbers, or if one is too large. A count that
/// is less than 1 counts as 1.
pub(in crate::cms) fn statistics(
    mut numbers: BTreeMap<String, f64>,
    aggregated: bool,
) -> Option<Statistics> {
    let first = numbers.values().next().copied()?;
    if numbers.values().any(|number| number.abs() > LARGEST) {
        return None;
    }
    if !aggregated {
        return Some(Statistics::of(numbers.get("value").copied().unwrap_or(first)));
    }
    let mut take = |name: &str| numbers.remove(name);
    let count = take("SampleCount").filter(|count| *count >= 1.0).unwrap_or(1.0);
    let (sum, average) = (take("Sum"), take("Average"));
    let (minimum, maximum) = (take("Minimum"), take("Maximum"));
    let last = take("LastValue").or_else(|| take("Value"));
    let average = average.or_else(|| Some(sum? / count)).or(last).or(maximum).or(minimum);
    let average = average.unwrap_or(first);
    Some(Statistics {
        count,
        sum: sum.unwrap_or(average * count),
        minimum: minimum.unwrap_or(average),
        maximum: maximum.unwrap_or(average),
        last: last.unwrap_or(average),
        others: numbers,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statistics_of_whatever_numbers_are_finite() {
        for text in [
            r#"{"Sum":1e150,"SampleCount":1e-300}"#,
            r#"{"Average":-1e150,"SampleCount":1e150}"#,
            r#"{"Maximum":1e150}"#,
            r#"{"P90":1,"SampleCount":-5}"#,
        ] {
            let mut all = statistics(numbers(text).unwrap(), true).unwrap();
            for _ in 0..3 {
                all.add(&all.clone());
            }
            for name in ["Average", "Sum", "SampleCount", "Minimum", "Maximum", "Value"] {
                assert!(all.get(name).unwrap().is_finite(), "{text} {name}");
            }
        }
        for bad in [r#"{"value":1e151}"#, r#"{"value":1e999}"#, r#"{"value":NaN}"#, "{}", "[1]"] {
            assert_eq!(numbers(bad), None, "{bad}");
        }
        assert_eq!(numbers(&format!(r#"{{"{}":1}}"#, "x".repeat(MOST_BYTES))), None);
    }
}
