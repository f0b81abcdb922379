//! `PutCustomMetricRule` creates an alert rule on a custom metric, or replaces the one of its id.
//!
//! A rule of the same id that another action made is replaced too (assumed: ids tell the rules of an account
//! apart).
//!
//! Assumed: a group that is named has to exist; the namespace that such a rule is shown with.

use serde::Serialize;

use super::{
    changes,
    escalations::{SYMBOLS, is_statistics},
    faults::{INVALID, RESOURCE_NOT_FOUND, illegal},
    forms::{
        CONTACT_GROUPS, DEFAULT_PERIOD, DEFAULT_SILENCE_TIME, EFFECTIVE_INTERVAL, EMAIL_SUBJECT,
        MOST_TIMES, PERIOD, RESOURCES, RULE_ID, RULE_NAME, SILENCE_TIME, WEBHOOK, is_number,
        seconds,
    },
    rule::{Rule, RuleSettings, Threshold},
};
use crate::{
    Access, Action, Cx, Fault, Params, Result,
    cms::{
        digits::{self, digits},
        metrics::dimensions::custom_namespace,
    },
    int, text,
};

/// What other rules call a comparison, which this action takes as a symbol.
fn operator_of(symbol: &str) -> String {
    let symbol = if symbol == "=" { "==" } else { symbol };
    let found = SYMBOLS.into_iter().find(|(_, it)| *it == symbol);
    found.map(|(name, _)| name.to_owned()).unwrap_or_default()
}

pub(in crate::cms) struct PutCustomMetricRule {
    id: String,
    name: Option<String>,
    metric: String,
    group: Option<i64>,
    resources: String,
    contact_groups: String,
    level: String,
    statistics: String,
    operator: String,
    threshold: String,
    times: i64,
    period: Option<String>,
    effective_interval: Option<String>,
    silence_time: i64,
    mail_subject: Option<String>,
    webhook: Option<String>,
}

#[derive(Serialize)]
pub(in crate::cms) struct Response {}

impl Action for PutCustomMetricRule {
    const NAME: &'static str = "PutCustomMetricRule";
    const DOC: &'static str = "Creates or replaces an alert rule on a custom metric.";
    const ACCESS: Access = Access::Create;
    const FAULTS: &'static [Fault] = &[INVALID, RESOURCE_NOT_FOUND];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let level = text("Level").one_of(&["CRITICAL", "WARN", "INFO"]);
        let statistics = text("Statistics").form("name of a statistic", is_statistics);
        let operator = text("ComparisonOperator").one_of(&[">=", "=", "<=", ">", "<", "!="]);
        let times = int("EvaluationCount").range(1, MOST_TIMES);
        Ok(Self {
            id: p.required(RULE_ID)?,
            name: p.optional(RULE_NAME)?,
            metric: p.required(text("MetricName").line(1, 255).doc("The custom metric."))?,
            group: digits::optional(
                p,
                digits("GroupId").doc("The application group of the metric; 0 for none."),
            )?,
            resources: p.required(RESOURCES)?,
            contact_groups: p.required(CONTACT_GROUPS)?,
            level: p.required(level.doc("The level of its alerts."))?,
            statistics: p.required(statistics.doc("The statistic that is compared."))?,
            operator: p.required(operator.doc("How it is compared."))?,
            threshold: p.required(
                text("Threshold").form("number", is_number).doc("What it is compared with."),
            )?,
            times: p.required(times.doc("How many periods in a row the condition has to hold."))?,
            period: p.optional(PERIOD)?,
            effective_interval: p.optional(EFFECTIVE_INTERVAL)?,
            silence_time: p.default(SILENCE_TIME, DEFAULT_SILENCE_TIME)?,
            mail_subject: p.optional(EMAIL_SUBJECT)?,
            webhook: p.optional(WEBHOOK)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let period = self.period.as_deref().and_then(seconds).unwrap_or(DEFAULT_PERIOD);
        if period % 60 != 0 {
            return Err(illegal("Period is not a multiple of 60."));
        }
        let contact_groups = changes::required_contact_groups(cx, &self.contact_groups)?;
        let threshold = Threshold {
            statistics: self.statistics,
            operator: operator_of(&self.operator),
            threshold: self.threshold,
            times: self.times,
            pre_condition: String::new(),
        };
        let mut settings = RuleSettings {
            contact_groups,
            resources: self.resources,
            period,
            effective_interval: self.effective_interval.unwrap_or_default(),
            no_data_policy: "KEEP_LAST_STATE".to_owned(),
            silence_time: self.silence_time,
            mail_subject: self.mail_subject.unwrap_or_default(),
            webhook: self.webhook.unwrap_or_default(),
            send_ok: true,
            source: "CUSTOM".to_owned(),
            ..RuleSettings::default()
        };
        match self.level.as_str() {
            "CRITICAL" => settings.critical = Some(threshold),
            "WARN" => settings.warn = Some(threshold),
            _ => settings.info = Some(threshold),
        }
        let rule = Rule {
            // A rule without a name is shown with its id (assumed).
            name: self.name.unwrap_or_else(|| self.id.clone()),
            id: self.id,
            namespace: custom_namespace(&cx.caller.account),
            metric: self.metric,
            group: self.group.filter(|it| *it != 0),
            settings,
            ..Rule::default()
        };
        changes::save(cx, rule)?;
        Ok(Response {})
    }
}
