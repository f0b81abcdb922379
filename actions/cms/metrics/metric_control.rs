//! Routes of the control API for metrics: what the cloud itself would report of its resources.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::{
    dimensions::Dimensions,
    put_custom_metric,
    reports::{self, Report},
    statistics::{LARGEST, Statistics},
    times,
};
use crate::{
    Cx,
    core::control::{ControlError, ControlRequest, ControlRoute, Names, Operation, OwnerSource},
};

pub(in crate::cms) const REPORT: ControlRoute = ControlRoute::new(
    Operation::post(
        "cms/metrics",
        "Reports values of metrics, as the products of the cloud do of their resources; answers how many.",
    )
    .owner(OwnerSource::Query)
    .objects(REPORTED, &[
        r#"{"namespace": "acs_ecs_dashboard", "metric": "CPUUtilization", "dimensions": {"instanceId": "i-1"}, "value": 97.5}"#,
        r#"[{"namespace": "acs_rds_dashboard", "metric": "DiskUsage", "dimensions": {"instanceId": "rm-1"}, "time": "2026-01-01T00:00:00Z", "statistics": {"Average": 91, "Maximum": 93, "Minimum": 90, "SampleCount": 4}}]"#,
    ]),
    report,
);

const REPORTED: Names = &[
    ("namespace", "the namespace of the product, such as acs_ecs_dashboard"),
    ("metric", "the name of the metric, such as CPUUtilization"),
    ("dimensions", "an object that names the resource, such as {\"instanceId\": \"i-1\"}"),
    ("value", "a value"),
    (
        "statistics",
        "instead of a value, an object of statistics, such as {\"Average\": 91, \"Maximum\": 93}",
    ),
    ("time", "when it was so; now on the world's clock unless given"),
];

fn report(cx: &mut Cx<'_>, request: &ControlRequest) -> Result<Value, ControlError> {
    let mut all = Vec::new();
    for fields in request.each() {
        all.push(read(cx.now, &fields)?);
    }
    reports::put(cx, &all)?;
    Ok(json!({ "reported": all.len() }))
}

fn read(now: i64, fields: &Map<String, Value>) -> Result<Report, ControlError> {
    let wrong = |name: &str, is: &str| ControlError::member(name, is);
    let name = |member: &str| {
        let text = fields.get(member).and_then(Value::as_str);
        let text = text.filter(|it| (1..=128).contains(&it.len()) && !it.contains('\n'));
        text.map(str::to_owned).ok_or_else(|| wrong(member, "a text of 1 to 128 bytes"))
    };
    let dimensions = fields.get("dimensions").and_then(Dimensions::of_value);
    let dimensions = dimensions.filter(|it| !it.is_empty());
    let at = match fields.get("time") {
        None => now,
        Some(Value::String(text)) => times::parse(text).ok_or_else(|| wrong("time", "a time"))?,
        Some(_) => return Err(wrong("time", "a text")),
    };
    let statistics = match (fields.get("value"), fields.get("statistics")) {
        (Some(value), None) => value
            .as_f64()
            .filter(|number| number.abs() <= LARGEST)
            .map(Statistics::of)
            .ok_or_else(|| wrong("value", "a number, of at most 1e150"))?,
        (None, Some(object)) => BTreeMap::deserialize(object)
            .ok()
            .and_then(|numbers| put_custom_metric::statistics(numbers, true))
            .ok_or_else(|| {
                wrong("statistics", "an object of numbers of at most 1e150, with one at least")
            })?,
        _ => return Err(ControlError::WrongBody("one of value and statistics is needed".into())),
    };
    Ok(Report {
        namespace: name("namespace")?,
        metric: name("metric")?,
        dimensions: dimensions.ok_or_else(|| {
            wrong("dimensions", "an object of texts, with one at least and short")
        })?,
        at,
        statistics,
    })
}
