//! An alert rule on a metric, as all actions that write one have it.

use serde::{Deserialize, Serialize};

/// Alert rules of an account are told apart by the id that the caller gives them.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Rule {
    /// The number by which lists are ordered; 0 for one that is not stored yet.
    pub(crate) seq: i64,
    /// `RuleId`.
    pub(crate) id: String,
    pub(crate) name: String,
    /// The product whose metric it is: `acs_ecs_dashboard`; `acs_customMetric_ACCOUNT` for custom metrics.
    pub(crate) namespace: String,
    pub(crate) metric: String,
    /// The application group whose members it is for.
    pub(crate) group: Option<i64>,
    pub(crate) enabled: bool,
    /// `OK`, `ALARM` or `INSUFFICIENT_DATA`: the worst of its resources.
    pub(crate) state: String,
    pub(crate) settings: RuleSettings,
    /// Milliseconds on the world's clock.
    pub(crate) made: i64,
    pub(crate) changed: i64,
}

/// All of a rule that is stored as one text.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct RuleSettings {
    /// The names of the contact groups that are told.
    pub(crate) contact_groups: Vec<String>,
    /// `Resources` as it was sent: a JSON list of objects of dimensions, `[{"instanceId":"i-1"}]`. A resource
    /// stands for every series that has all of its dimensions; `[{"resource":"_ALL"}]` for all series.
    pub(crate) resources: String,
    /// Seconds of a period, whose statistics are compared.
    pub(crate) period: i64,
    /// Seconds between two evaluations, as it was sent; empty if not.
    pub(crate) interval: String,
    pub(crate) critical: Option<Threshold>,
    pub(crate) warn: Option<Threshold>,
    pub(crate) info: Option<Threshold>,
    /// Several metrics at once, instead of the three thresholds.
    pub(crate) composite: Option<Composite>,
    /// A query in `PromQL`: kept and shown, never evaluated.
    pub(crate) prometheus: Option<serde_json::Value>,
    /// When it is evaluated, as it was sent: `00:00-23:59,05:31-08:00`; empty for always.
    pub(crate) effective_interval: String,
    /// When it is not, in the same form.
    pub(crate) no_effective_interval: String,
    /// `KEEP_LAST_STATE`, `INSUFFICIENT_DATA` or `OK`.
    pub(crate) no_data_policy: String,
    /// Seconds after which an alert that lasts is told again.
    pub(crate) silence_time: i64,
    pub(crate) mail_subject: String,
    /// The URL that is called back.
    pub(crate) webhook: String,
    /// Whether people are told that an alert is over.
    pub(crate) send_ok: bool,
    /// Keys and values.
    pub(crate) labels: Vec<(String, String)>,
    /// The dimensions of the members of a group, as `PutGroupMetricRule` sends them.
    pub(crate) dimensions: String,
    /// Which action made it: `METRIC` or `CUSTOM`.
    pub(crate) source: String,
}

/// A condition on a metric that makes an alert of a level.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Threshold {
    /// `Average`, `Maximum`, …
    pub(crate) statistics: String,
    /// `GreaterThanOrEqualToThreshold`, …
    pub(crate) operator: String,
    /// A number, as it was sent.
    pub(crate) threshold: String,
    /// How many periods in a row it has to hold.
    pub(crate) times: i64,
    pub(crate) pre_condition: String,
}

/// Conditions on several metrics of the same resource.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct Composite {
    /// `CRITICAL`, `WARN` or `INFO`.
    pub(crate) level: String,
    /// How many periods in a row they have to hold.
    pub(crate) times: i64,
    /// `&&` or `||` between the conditions; empty if it was not sent, which means `&&` (assumed).
    pub(crate) join: String,
    pub(crate) conditions: Vec<CompositeCondition>,
    /// An expression instead of the conditions, as it was sent.
    pub(crate) raw: String,
}

/// A condition of a [`Composite`].
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub(crate) struct CompositeCondition {
    pub(crate) metric: String,
    pub(crate) statistics: String,
    pub(crate) operator: String,
    pub(crate) threshold: String,
    /// Seconds of a period; 0 for the rule's.
    pub(crate) period: i64,
}
