//! A rule on the metric of resources, as `PutResourceMetricRule` and `PutResourceMetricRules` send it.

use super::{
    changes,
    composite::{CompositeExpression, Prometheus},
    escalations::Escalations,
    faults::{INVALID, illegal},
    forms::{
        CONTACT_GROUPS, DEFAULT_PERIOD, DEFAULT_SILENCE_TIME, EFFECTIVE_INTERVAL, EMAIL_SUBJECT,
        INTERVAL, NO_DATA_POLICY, NO_EFFECTIVE_INTERVAL, PERIOD, RESOURCES, RULE_NAME, SEND_OK,
        SILENCE_TIME, WEBHOOK, labels, seconds,
    },
    rule::{Rule, RuleSettings},
};
use crate::{Cx, Params, Result, text};

/// All of a rule but its id.
pub(in crate::cms) struct ResourceRule {
    name: String,
    namespace: String,
    metric: String,
    contact_groups: String,
    resources: Option<String>,
    escalations: Escalations,
    composite: Option<CompositeExpression>,
    prometheus: Option<Prometheus>,
    period: Option<String>,
    interval: Option<String>,
    effective_interval: Option<String>,
    no_effective_interval: Option<String>,
    no_data_policy: Option<String>,
    silence_time: i64,
    mail_subject: Option<String>,
    webhook: Option<String>,
    send_ok: bool,
    labels: Vec<(String, String)>,
}

impl ResourceRule {
    /// One rule of a call that has several: without conditions on several metrics, without a query.
    pub(in crate::cms) fn read_one(p: &mut Params<'_>) -> Result<Self> {
        let escalations = Escalations::read_with_pre_conditions(p)?;
        Self::read_with(p, escalations, None, None)
    }

    /// The rule of a call that has one.
    pub(in crate::cms) fn read(p: &mut Params<'_>) -> Result<Self> {
        let escalations = Escalations::read(p)?;
        let composite = CompositeExpression::read(p)?;
        let prometheus = Prometheus::read(p)?;
        Self::read_with(p, escalations, Some(composite), Some(prometheus))
    }

    fn read_with(
        p: &mut Params<'_>,
        escalations: Escalations,
        composite: Option<CompositeExpression>,
        prometheus: Option<Prometheus>,
    ) -> Result<Self> {
        let namespace = text("Namespace").line(1, 255).doc("The product whose metric it is.");
        Ok(Self {
            name: p.required(RULE_NAME)?,
            namespace: p.required(namespace)?,
            metric: p.required(text("MetricName").line(1, 255).doc("The metric."))?,
            contact_groups: p.required(CONTACT_GROUPS)?,
            resources: p.optional(RESOURCES)?,
            escalations,
            composite,
            prometheus,
            period: p.optional(PERIOD)?,
            interval: p.optional(INTERVAL)?,
            effective_interval: p.optional(EFFECTIVE_INTERVAL)?,
            no_effective_interval: p.optional(NO_EFFECTIVE_INTERVAL)?,
            no_data_policy: p.optional(NO_DATA_POLICY)?,
            silence_time: p.default(SILENCE_TIME, DEFAULT_SILENCE_TIME)?,
            mail_subject: p.optional(EMAIL_SUBJECT)?,
            webhook: p.optional(WEBHOOK)?,
            send_ok: p.default(SEND_OK, true)?,
            labels: labels(p)?,
        })
    }

    /// The rule of this id. Everything is checked that spans parameters, or that the account must have.
    pub(in crate::cms) fn rule(self, cx: &mut Cx<'_>, id: String) -> Result<Rule> {
        let thresholds = self.escalations.thresholds(INVALID)?;
        let composite = self.composite.map_or(Ok(None), CompositeExpression::composite)?;
        let prometheus = self.prometheus.map_or(Ok(None), Prometheus::query)?;
        if !thresholds.is_none() && composite.is_some() {
            return Err(illegal("Escalations and CompositeExpression exclude each other."));
        }
        if thresholds.is_none() && composite.is_none() && prometheus.is_none() {
            let why = "There is no threshold: Escalations.Critical, .Warn or .Info, \
                       CompositeExpression or Prometheus is required.";
            return Err(illegal(why));
        }
        let contact_groups = changes::required_contact_groups(cx, &self.contact_groups)?;
        Ok(Rule {
            id,
            name: self.name,
            namespace: self.namespace,
            metric: self.metric,
            settings: RuleSettings {
                contact_groups,
                resources: self.resources.unwrap_or_default(),
                period: self.period.and_then(|it| seconds(&it)).unwrap_or(DEFAULT_PERIOD),
                interval: self.interval.unwrap_or_default(),
                critical: thresholds.critical,
                warn: thresholds.warn,
                info: thresholds.info,
                composite,
                prometheus,
                effective_interval: self.effective_interval.unwrap_or_default(),
                no_effective_interval: self.no_effective_interval.unwrap_or_default(),
                no_data_policy: self.no_data_policy.unwrap_or_else(|| "KEEP_LAST_STATE".to_owned()),
                silence_time: self.silence_time,
                mail_subject: self.mail_subject.unwrap_or_default(),
                webhook: self.webhook.unwrap_or_default(),
                send_ok: self.send_ok,
                labels: self.labels,
                dimensions: String::new(),
                source: "METRIC".to_owned(),
            },
            ..Rule::default()
        })
    }
}
