//! `CompositeExpression`, the conditions on several metrics, and `Prometheus`, a query.

use serde_json::{Value, json};

use super::{
    escalations::{OPERATORS, is_statistics},
    faults::illegal,
    forms::{MAX_PERIOD, MOST_TIMES, is_number, level},
    rule::{Composite, CompositeCondition},
};
use crate::{Params, Result, int, text};

/// How many conditions a composite expression may have at most (assumed: no page has a limit).
const MAX_CONDITIONS: usize = 10;
/// How many annotations a composite expression may have at most (assumed: no page has a limit).
const MAX_ANNOTATIONS: usize = 20;
const LEVEL: &str = "level: CRITICAL, WARN or INFO";

/// `CompositeExpression` of a call; each part may be missing.
pub(in crate::cms) struct CompositeExpression {
    level: Option<String>,
    times: Option<i64>,
    join: Option<String>,
    raw: Option<String>,
    conditions: Vec<CompositeCondition>,
}

impl CompositeExpression {
    pub(in crate::cms) fn read(p: &mut Params<'_>) -> Result<Self> {
        p.object("CompositeExpression", |p| {
            let level = text("CompositeExpression.Level").form(LEVEL, |it| level(it).is_some());
            let times = int("CompositeExpression.Times").range(1, MOST_TIMES);
            let join = text("CompositeExpression.ExpressionListJoin").one_of(&["&&", "||"]);
            let raw = text("CompositeExpression.ExpressionRaw").prose(1, 4096);
            Ok(Self {
                level: p.optional(level.doc("The level of its alerts."))?,
                times: p.optional(
                    times.doc("How many periods in a row the conditions have to hold."),
                )?,
                join: p.optional(join.doc("Whether all conditions have to hold, or one."))?,
                raw: p.optional(raw.doc("An expression instead of the list."))?,
                conditions: p.each(
                    "CompositeExpression.ExpressionList",
                    MAX_CONDITIONS,
                    Self::read_condition,
                )?,
            })
        })
    }

    fn read_condition(p: &mut Params<'_>) -> Result<CompositeCondition> {
        let period = int("Period").range(1, MAX_PERIOD);
        Ok(CompositeCondition {
            metric: p.required(text("MetricName").line(1, 255).doc("A metric."))?,
            statistics: p.required(
                text("Statistics")
                    .form("name of a statistic", is_statistics)
                    .doc("The statistic that is compared."),
            )?,
            operator: p.required(
                text("ComparisonOperator").one_of(OPERATORS).doc("How it is compared."),
            )?,
            threshold: p.required(
                text("Threshold").form("number", is_number).doc("What it is compared with."),
            )?,
            period: p.optional(period.doc("The seconds of a period."))?.unwrap_or(0),
        })
    }

    /// The conditions, if the call has any.
    pub(in crate::cms) fn composite(self) -> Result<Option<Composite>> {
        let Self { level: asked, times, join, raw, conditions } = self;
        if asked.is_none() && times.is_none() && raw.is_none() && conditions.is_empty() {
            return Ok(None);
        }
        if raw.is_none() && conditions.is_empty() {
            return Err(illegal("CompositeExpression has no ExpressionList and no ExpressionRaw."));
        }
        let (Some(level), Some(times)) = (asked.as_deref().and_then(level), times) else {
            return Err(illegal("CompositeExpression needs Level and Times."));
        };
        Ok(Some(Composite {
            level: level.to_owned(),
            times,
            join: join.unwrap_or_default(),
            conditions,
            raw: raw.unwrap_or_default(),
        }))
    }
}

/// `Prometheus` of a call; each part may be missing.
pub(in crate::cms) struct Prometheus {
    query: Option<String>,
    level: Option<String>,
    times: Option<i64>,
    annotations: Vec<Value>,
}

impl Prometheus {
    pub(in crate::cms) fn read(p: &mut Params<'_>) -> Result<Self> {
        p.object("Prometheus", |p| {
            let query = text("Prometheus.PromQL").prose(1, 8192);
            let level = text("Prometheus.Level").form(LEVEL, |it| level(it).is_some());
            // 0 is what Terraform's provider sends where it has none.
            let times = int("Prometheus.Times").range(0, MOST_TIMES);
            Ok(Self {
                query: p.optional(query.doc("A query, which is kept and not evaluated."))?,
                level: p.optional(level.doc("The level of its alerts."))?,
                times: p
                    .optional(times.doc("How many periods in a row the condition has to hold."))?,
                annotations: p.each("Prometheus.Annotations", MAX_ANNOTATIONS, |p| {
                    let key = text("Key").line(1, 128).doc("The key of an annotation.");
                    let value = text("Value").prose(1, 1024).doc("Its value.");
                    let (key, value) = (p.required(key)?, p.optional(value)?);
                    Ok(json!({ "Key": key, "Value": value.unwrap_or_default() }))
                })?,
            })
        })
    }

    /// The query with what belongs to it, if the call has one.
    pub(in crate::cms) fn query(self) -> Result<Option<Value>> {
        let Self { query, level: asked, times, annotations } = self;
        match query {
            Some(query) => Ok(Some(json!({
                "PromQL": query,
                "Level": asked.as_deref().and_then(level),
                "Times": times,
                "Annotations": annotations,
            }))),
            None if asked.is_none() && times.is_none() && annotations.is_empty() => Ok(None),
            None => Err(illegal("Prometheus needs PromQL.")),
        }
    }
}
