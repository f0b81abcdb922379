//! An alert rule of an application group, as calls give it.

use crate::{
    Cx, Params, Result,
    cms::{
        contact_groups,
        faults::PARAMETER_INVALID,
        metrics::dimensions,
        rules::{
            changes,
            escalations::Escalations,
            forms::{
                CONTACT_GROUPS, DEFAULT_PERIOD, DEFAULT_SILENCE_TIME, EFFECTIVE_INTERVAL,
                EMAIL_SUBJECT, INTERVAL, NO_DATA_POLICY, NO_EFFECTIVE_INTERVAL, PERIOD, RULE_ID,
                RULE_NAME, SILENCE_TIME, WEBHOOK, labels, seconds,
            },
            rule::{Rule, RuleSettings},
        },
    },
    text,
};

/// A rule, its thresholds, and the contact groups of its own, with commas between them.
pub(super) struct GroupRule {
    pub(super) rule: Rule,
    escalations: Escalations,
    contact_groups: String,
}

/// The parameters of `PutGroupMetricRule`, which has no `PreCondition`.
pub(super) fn read_put(p: &mut Params<'_>) -> Result<GroupRule> {
    let extra = text("ExtraDimensionJson")
        .form("JSON object of dimensions, or a list of them", are_dimensions)
        .doc("Dimensions beside those of the instances.");
    let extra = p.optional(extra)?;
    let escalations = Escalations::read(p)?;
    let mut read = read(p, escalations)?;
    if let Some(extra) = extra {
        read.rule.settings.dimensions = extra;
    }
    Ok(read)
}

/// The parameters of one rule of `CreateGroupMetricRules`.
pub(super) fn read_create(p: &mut Params<'_>) -> Result<GroupRule> {
    let escalations = Escalations::read_with_pre_conditions(p)?;
    read(p, escalations)
}

fn are_dimensions(text: &str) -> bool {
    text.len() <= 8192 && dimensions::resources(text).is_some()
}

fn read(p: &mut Params<'_>, escalations: Escalations) -> Result<GroupRule> {
    let word = |name| text(name).line(1, 255);
    let id = p.required(RULE_ID)?;
    let name = p.required(RULE_NAME)?;
    let namespace = p.required(word("Namespace").doc("The product: acs_ecs_dashboard."))?;
    let metric = p.required(word("MetricName").doc("The metric: cpu_total."))?;
    // The members of the group have categories of their own.
    p.optional(word("Category").doc("The abbreviation of the product."))?;
    p.optional(text("Options").len(1, 8192).doc("Reserved."))?;
    let contact_groups = p.optional(
        CONTACT_GROUPS
            .doc("The contact groups that are told, between commas; those of the application group unless given."),
    )?;
    let narrowed = text("Dimensions")
        .form("JSON object of dimensions, or a list of them", are_dimensions)
        .doc("Dimensions beside those of the instances.");
    let settings = RuleSettings {
        period: p.optional(PERIOD)?.and_then(|it| seconds(&it)).unwrap_or(DEFAULT_PERIOD),
        interval: p.default(INTERVAL, "")?,
        effective_interval: p.default(EFFECTIVE_INTERVAL, "")?,
        no_effective_interval: p.default(NO_EFFECTIVE_INTERVAL, "")?,
        no_data_policy: p.default(NO_DATA_POLICY, "KEEP_LAST_STATE")?,
        silence_time: p.default(SILENCE_TIME, DEFAULT_SILENCE_TIME)?,
        mail_subject: p.default(EMAIL_SUBJECT, "")?,
        webhook: p.default(WEBHOOK, "")?,
        // The vendor's rules of groups tell of recoveries, and have no switch for it (assumed).
        send_ok: true,
        labels: labels(p)?,
        dimensions: p.default(narrowed, "")?,
        source: "METRIC".into(),
        ..RuleSettings::default()
    };
    let rule = Rule { id, name, namespace, metric, settings, ..Rule::default() };
    Ok(GroupRule { rule, escalations, contact_groups: contact_groups.unwrap_or_default() })
}

/// Writes a rule of a group: a new one, or in place of the one that has its id.
pub(super) fn put(cx: &mut Cx<'_>, group: i64, read: GroupRule) -> Result<()> {
    let GroupRule { mut rule, escalations, contact_groups } = read;
    let thresholds = escalations.thresholds(PARAMETER_INVALID)?;
    if thresholds.is_none() {
        let why = "There is no threshold: Escalations.Critical, .Warn or .Info is required.";
        return Err(PARAMETER_INVALID.with_hint(why));
    }
    let settings = &mut rule.settings;
    (settings.critical, settings.warn, settings.info) =
        (thresholds.critical, thresholds.warn, thresholds.info);
    rule.settings.contact_groups = contact_groups::named(cx, &contact_groups)?;
    rule.group = Some(group);
    changes::save(cx, rule)
}
