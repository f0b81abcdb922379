//! An alert rule on a metric, as all actions that write one have it.

use serde::{Deserialize, Serialize};

/// Alert rules of an account are told apart by the id that the caller gives them.
#[derive(Clone, Debug, Default, PartialEq)]
pub(in crate::cms) struct Rule {
    /// The number by which lists are ordered; 0 for one that is not stored yet.
    pub(in crate::cms) seq: i64,
    /// `RuleId`.
    pub(in crate::cms) id: String,
    pub(in crate::cms) name: String,
    /// The product whose metric it is: `acs_ecs_dashboard`; `acs_customMetric_ACCOUNT` for custom metrics.
    pub(in crate::cms) namespace: String,
    pub(in crate::cms) metric: String,
    /// The application group whose members it is for.
    pub(in crate::cms) group: Option<i64>,
    pub(in crate::cms) enabled: bool,
    /// `OK`, `ALARM` or `INSUFFICIENT_DATA`: the worst of its resources.
    pub(in crate::cms) state: String,
    pub(in crate::cms) settings: RuleSettings,
    /// Milliseconds on the world's clock.
    pub(in crate::cms) made: i64,
    pub(in crate::cms) changed: i64,
}

/// All of a rule that is stored as one text.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(in crate::cms) struct RuleSettings {
    /// The names of the contact groups that are told.
    pub(in crate::cms) contact_groups: Vec<String>,
    /// `Resources` as it was sent: a JSON list of objects of dimensions, `[{"instanceId":"i-1"}]`. A resource
    /// stands for every series that has all of its dimensions; `[{"resource":"_ALL"}]` for all series.
    pub(in crate::cms) resources: String,
    /// Seconds of a period, whose statistics are compared.
    pub(in crate::cms) period: i64,
    /// Seconds between two evaluations, as it was sent; empty if not.
    pub(in crate::cms) interval: String,
    pub(in crate::cms) critical: Option<Threshold>,
    pub(in crate::cms) warn: Option<Threshold>,
    pub(in crate::cms) info: Option<Threshold>,
    /// Several metrics at once, instead of the three thresholds.
    pub(in crate::cms) composite: Option<Composite>,
    /// A query in `PromQL`: kept and shown, never evaluated.
    pub(in crate::cms) prometheus: Option<serde_json::Value>,
    /// When it is evaluated, as it was sent: `00:00-23:59,05:31-08:00`; empty for always.
    pub(in crate::cms) effective_interval: String,
    /// When it is not, in the same form.
    pub(in crate::cms) no_effective_interval: String,
    /// `KEEP_LAST_STATE`, `INSUFFICIENT_DATA` or `OK`.
    pub(in crate::cms) no_data_policy: String,
    /// Seconds after which an alert that lasts is told again.
    pub(in crate::cms) silence_time: i64,
    pub(in crate::cms) mail_subject: String,
    /// The URL that is called back.
    pub(in crate::cms) webhook: String,
    /// Whether people are told that an alert is over.
    pub(in crate::cms) send_ok: bool,
    /// Keys and values.
    pub(in crate::cms) labels: Vec<(String, String)>,
    /// The dimensions of the members of a group, as `PutGroupMetricRule` sends them.
    pub(in crate::cms) dimensions: String,
    /// Which action made it: `METRIC` or `CUSTOM`.
    pub(in crate::cms) source: String,
}

/// A condition on a metric that makes an alert of a level.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(in crate::cms) struct Threshold {
    /// `Average`, `Maximum`, …
    pub(in crate::cms) statistics: String,
    /// `GreaterThanOrEqualToThreshold`, …
    pub(in crate::cms) operator: String,
    /// A number, as it was sent.
    pub(in crate::cms) threshold: String,
    /// How many periods in a row it has to hold.
    pub(in crate::cms) times: i64,
    pub(in crate::cms) pre_condition: String,
}

/// Conditions on several metrics of the same resource.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(in crate::cms) struct Composite {
    /// `CRITICAL`, `WARN` or `INFO`.
    pub(in crate::cms) level: String,
    /// How many periods in a row they have to hold.
    pub(in crate::cms) times: i64,
    /// `&&` or `||` between the conditions; empty if it was not sent, which means `&&` (assumed).
    pub(in crate::cms) join: String,
    pub(in crate::cms) conditions: Vec<CompositeCondition>,
    /// An expression instead of the conditions, as it was sent.
    pub(in crate::cms) raw: String,
}

/// A condition of a [`Composite`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(in crate::cms) struct CompositeCondition {
    pub(in crate::cms) metric: String,
    pub(in crate::cms) statistics: String,
    pub(in crate::cms) operator: String,
    pub(in crate::cms) threshold: String,
    /// Seconds of a period; 0 for the rule's.
    pub(in crate::cms) period: i64,
}
