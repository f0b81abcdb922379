//! An alert rule, as requests have it and as answers show it.

use serde::{Deserialize, Serialize};

use crate::{
    Fault,
    arms::tables::alert_rules::{AlertRule, Definition},
};

/// There is no alert rule of this id. Documented.
pub(super) const NO_RULE: Fault =
    Fault { status: 404, code: "AlertRuleNotExist", message: "The alert rule does not exist." };
/// The type is not one of [`TYPES`]. Documented.
pub(super) const BAD_TYPE: Fault =
    Fault { status: 400, code: "AlertRuleTypeIllegal", message: "The alert rule type is invalid." };

/// The types of alert rules (documented).
pub(super) const TYPES: &[&str] = &[
    "APPLICATION_MONITORING_ALERT_RULE",
    "BROWSER_MONITORING_ALERT_RULE",
    "PROMETHEUS_MONITORING_ALERT_RULE",
];

/// The conditions of a rule.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all(serialize = "PascalCase", deserialize = "camelCase"))]
pub(in crate::arms) struct Content {
    /// `OR` or `AND`.
    #[serde(alias = "Condition")]
    condition: String,
    #[serde(alias = "AlertRuleItems")]
    alert_rule_items: Vec<Item>,
}

/// A condition.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all(serialize = "PascalCase", deserialize = "camelCase"))]
struct Item {
    #[serde(alias = "Aggregate")]
    aggregate: String,
    #[serde(alias = "MetricKey")]
    metric_key: String,
    #[serde(alias = "N")]
    n: i64,
    #[serde(alias = "Operator")]
    operator: String,
    /// A number, in requests also one that is not a text.
    #[serde(alias = "Value", deserialize_with = "text_or_number")]
    value: String,
}

/// What a label or an annotation is called and says.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, rename_all(serialize = "PascalCase", deserialize = "camelCase"))]
pub(in crate::arms) struct Named {
    #[serde(alias = "Name")]
    name: String,
    #[serde(alias = "Value", deserialize_with = "text_or_number")]
    value: String,
}

fn text_or_number<'de, D: serde::Deserializer<'de>>(from: D) -> Result<String, D::Error> {
    let value = serde_json::Value::deserialize(from)?;
    Ok(value.as_str().map_or_else(|| value.to_string(), str::to_owned))
}

/// A tag.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "PascalCase")]
struct TagView {
    key: String,
    value: String,
}

/// The most bytes of a JSON text in a rule.
const JSON_BYTES: usize = 64 * 1024;

/// Reads a JSON text; none if it is too long or is not of this form.
pub(super) fn json<T: for<'de> Deserialize<'de>>(text: &str) -> Option<T> {
    Some(text).filter(|it| it.len() <= JSON_BYTES).and_then(|it| serde_json::from_str(it).ok())
}

/// A rule in an answer.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::arms) struct RuleView {
    alert_id: i64,
    alert_name: String,
    alert_type: String,
    alert_status: &'static str,
    alert_check_type: String,
    alert_group: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    alert_rule_content: Option<Content>,
    annotations: Vec<Named>,
    auto_add_new_application: bool,
    cluster_id: String,
    created_time: i64,
    duration: String,
    labels: Vec<Named>,
    level: String,
    message: String,
    metrics_type: String,
    notify_strategy: String,
    pids: Vec<String>,
    #[serde(rename = "PromQL")]
    prom_ql: String,
    region_id: String,
    tags: Vec<TagView>,
    updated_time: i64,
    user_id: String,
}

/// Whether a rule is in force, in a word.
pub(super) const fn status(rule: &AlertRule) -> &'static str {
    if rule.running { "RUNNING" } else { "STOPPED" }
}

impl RuleView {
    pub(super) fn of(rule: AlertRule, account: &str) -> Self {
        let alert_status = status(&rule);
        let Definition { kind, region, applications, tags, rest, .. } = rule.definition;
        let text = |name: &str| {
            rest.get(name).and_then(serde_json::Value::as_str).unwrap_or_default().to_owned()
        };
        let named = |name: &str| json(&text(name)).unwrap_or_default();
        Self {
            alert_id: rule.id,
            alert_name: rule.name,
            alert_type: kind,
            alert_status,
            alert_check_type: text("AlertCheckType"),
            alert_group: rest.get("AlertGroup").and_then(serde_json::Value::as_i64).unwrap_or(-1),
            alert_rule_content: json(&text("AlertRuleContent")),
            annotations: named("Annotations"),
            auto_add_new_application: rest.get("AutoAddNewApplication")
                == Some(&serde_json::Value::Bool(true)),
            cluster_id: text("ClusterId"),
            created_time: rule.made,
            duration: rest.get("Duration").map(ToString::to_string).unwrap_or_default(),
            labels: named("Labels"),
            level: text("Level"),
            message: text("Message"),
            metrics_type: text("MetricsType"),
            notify_strategy: text("NotifyStrategy"),
            pids: applications,
            prom_ql: text("PromQL"),
            region_id: region,
            tags: tags.into_iter().map(|(key, value)| TagView { key, value }).collect(),
            updated_time: rule.changed,
            user_id: account.to_owned(),
        }
    }
}
