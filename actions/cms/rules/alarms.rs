//! A rule as lists show it.

use serde::Serialize;
use serde_json::Value;

use super::rule::{Composite, Rule, Threshold};
use crate::cms::metrics::dimensions::product;

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::cms) struct Alarm {
    rule_id: String,
    rule_name: String,
    namespace: String,
    metric_name: String,
    alert_state: String,
    enable_state: bool,
    contact_groups: String,
    resources: String,
    dimensions: String,
    period: String,
    escalations: Escalations,
    #[serde(skip_serializing_if = "Option::is_none")]
    composite_expression: Option<CompositeExpression>,
    #[serde(skip_serializing_if = "Option::is_none")]
    prometheus: Option<Prometheus>,
    effective_interval: String,
    no_effective_interval: String,
    no_data_policy: String,
    silence_time: i64,
    mail_subject: String,
    webhook: String,
    #[serde(rename = "SendOK")]
    send_ok: bool,
    labels: Labels,
    #[serde(skip_serializing_if = "Option::is_none")]
    group_id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    group_name: Option<String>,
    /// The product of the members of the group.
    #[serde(skip_serializing_if = "Option::is_none")]
    product_category: Option<String>,
    source_type: String,
    gmt_create: i64,
    /// The vendor answers a text here.
    gmt_update: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Escalations {
    #[serde(skip_serializing_if = "Option::is_none")]
    critical: Option<Escalation>,
    #[serde(skip_serializing_if = "Option::is_none")]
    warn: Option<Escalation>,
    #[serde(skip_serializing_if = "Option::is_none")]
    info: Option<Escalation>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Escalation {
    statistics: String,
    comparison_operator: String,
    threshold: String,
    times: i64,
    #[serde(skip_serializing_if = "String::is_empty")]
    pre_condition: String,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct CompositeExpression {
    level: String,
    times: i64,
    #[serde(skip_serializing_if = "String::is_empty")]
    expression_list_join: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    expression_raw: String,
    expression_list: ExpressionList,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct ExpressionList {
    expression_list: Vec<Expression>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Expression {
    metric_name: String,
    statistics: String,
    comparison_operator: String,
    threshold: String,
    period: i64,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Prometheus {
    #[serde(rename = "PromQL")]
    prom_ql: Value,
    #[serde(skip_serializing_if = "Value::is_null")]
    level: Value,
    #[serde(skip_serializing_if = "Value::is_null")]
    times: Value,
    annotations: Annotations,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Annotations {
    annotations: Value,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Labels {
    labels: Vec<Label>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Label {
    key: String,
    value: String,
}

impl Alarm {
    /// The rule, and the name of its application group.
    pub(super) fn of(rule: Rule, group_name: Option<String>) -> Self {
        let s = rule.settings;
        let dimensions = if s.dimensions.is_empty() { s.resources.clone() } else { s.dimensions };
        let effective_interval = if s.effective_interval.is_empty() {
            "00:00-23:59".to_owned()
        } else {
            s.effective_interval
        };
        let period = s.period;
        Self {
            rule_id: rule.id,
            rule_name: rule.name,
            metric_name: rule.metric,
            alert_state: rule.state,
            enable_state: rule.enabled,
            contact_groups: s.contact_groups.join(","),
            resources: s.resources,
            dimensions,
            period: period.to_string(),
            escalations: Escalations {
                critical: s.critical.map(Escalation::from),
                warn: s.warn.map(Escalation::from),
                info: s.info.map(Escalation::from),
            },
            composite_expression: s.composite.map(|it| CompositeExpression::of(it, period)),
            prometheus: s.prometheus.map(|mut it| Prometheus {
                prom_ql: it["PromQL"].take(),
                level: it["Level"].take(),
                times: it["Times"].take(),
                annotations: Annotations { annotations: it["Annotations"].take() },
            }),
            effective_interval,
            no_effective_interval: s.no_effective_interval,
            no_data_policy: s.no_data_policy,
            silence_time: s.silence_time,
            mail_subject: s.mail_subject,
            webhook: s.webhook,
            send_ok: s.send_ok,
            labels: Labels {
                labels: s.labels.into_iter().map(|(key, value)| Label { key, value }).collect(),
            },
            product_category: group_name.is_some().then(|| product(&rule.namespace).to_lowercase()),
            namespace: rule.namespace,
            group_name,
            group_id: rule.group.map(|it| it.to_string()),
            source_type: s.source,
            gmt_create: rule.made,
            gmt_update: rule.changed.to_string(),
        }
    }
}

impl From<Threshold> for Escalation {
    fn from(it: Threshold) -> Self {
        Self {
            statistics: it.statistics,
            comparison_operator: it.operator,
            threshold: it.threshold,
            times: it.times,
            pre_condition: it.pre_condition,
        }
    }
}

impl CompositeExpression {
    fn of(it: Composite, period: i64) -> Self {
        let expressions = it.conditions.into_iter().map(|one| Expression {
            metric_name: one.metric,
            statistics: one.statistics,
            comparison_operator: one.operator,
            threshold: one.threshold,
            period: if one.period == 0 { period } else { one.period },
        });
        let expression_list = ExpressionList { expression_list: expressions.collect() };
        Self {
            level: it.level,
            times: it.times,
            expression_list_join: it.join,
            expression_raw: it.raw,
            expression_list,
        }
    }
}
