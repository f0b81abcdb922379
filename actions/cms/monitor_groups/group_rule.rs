//! An alert rule of an application group, as calls give it.

use super::groups::comma_separated;
use crate::{
    Cx, Params, Result,
    cms::{
        digits::{self, digits},
        faults::PARAMETER_INVALID,
        rules::{
            changes,
            rule::{Rule, RuleSettings, Threshold},
        },
    },
    int, text,
};

/// How a value is compared (documented).
const OPERATORS: &[&str] = &[
    "GreaterThanOrEqualToThreshold",
    "GreaterThanThreshold",
    "LessThanOrEqualToThreshold",
    "LessThanThreshold",
    "NotEqualToThreshold",
    "EqualToThreshold",
    "GreaterThanYesterday",
    "LessThanYesterday",
    "GreaterThanLastWeek",
    "LessThanLastWeek",
    "GreaterThanLastPeriod",
    "LessThanLastPeriod",
];

fn is_number(text: &str) -> bool {
    text.parse::<f64>().is_ok_and(f64::is_finite)
}

/// A level, which has all four of its parts or none (documented).
fn read_level(p: &mut Params<'_>, names: [&'static str; 5]) -> Result<Option<Threshold>> {
    let [statistics, operator, threshold, times, pre_condition] = names;
    let statistics = p.optional(text(statistics).line(1, 255).doc("Which value: Average."))?;
    let operator =
        p.optional(text(operator).one_of(OPERATORS).doc("How the value is compared."))?;
    let threshold = p.optional(text(threshold).form("number", is_number).doc("The threshold."))?;
    let times = p.optional(int(times).range(1, 1000).doc("For how many periods in a row."))?;
    let pre_condition = match pre_condition {
        "" => None,
        name => {
            p.optional(text(name).prose(1, 1024).doc("A condition that has to hold before."))?
        }
    };
    match (statistics, operator, threshold, times) {
        (Some(statistics), Some(operator), Some(threshold), Some(times)) => Ok(Some(Threshold {
            statistics,
            operator,
            threshold,
            times,
            pre_condition: pre_condition.unwrap_or_default(),
        })),
        (None, None, None, None) => Ok(None),
        _ => Err(PARAMETER_INVALID.into()),
    }
}

macro_rules! level {
    ($level:literal, $pre_condition:expr) => {
        [
            concat!("Escalations.", $level, ".Statistics"),
            concat!("Escalations.", $level, ".ComparisonOperator"),
            concat!("Escalations.", $level, ".Threshold"),
            concat!("Escalations.", $level, ".Times"),
            $pre_condition,
        ]
    };
}

/// The names of the parts of the three levels. `PutGroupMetricRule` has no `PreCondition`.
const PUT: [[&str; 5]; 3] = [level!("Critical", ""), level!("Warn", ""), level!("Info", "")];
const CREATE: [[&str; 5]; 3] = [
    level!("Critical", "Escalations.Critical.PreCondition"),
    level!("Warn", "Escalations.Warn.PreCondition"),
    level!("Info", "Escalations.Info.PreCondition"),
];

/// The parameters of `PutGroupMetricRule`.
pub(super) fn read_put(p: &mut Params<'_>) -> Result<Rule> {
    let extra = p.optional(
        text("ExtraDimensionJson").len(1, 8192).doc("Dimensions beside those of the instances."),
    )?;
    let mut rule = read(p, PUT)?;
    if let Some(extra) = extra {
        rule.settings.dimensions = extra;
    }
    Ok(rule)
}

/// The parameters of one rule of `CreateGroupMetricRules`.
pub(super) fn read_create(p: &mut Params<'_>) -> Result<Rule> {
    read(p, CREATE)
}

fn read(p: &mut Params<'_>, [critical, warn, info]: [[&'static str; 5]; 3]) -> Result<Rule> {
    let word = |name| text(name).line(1, 255);
    let id = p.required(word("RuleId").doc("The id of the rule, which the caller gives it."))?;
    let name = p.required(word("RuleName").doc("The name of the rule."))?;
    let namespace = p.required(word("Namespace").doc("The product: acs_ecs_dashboard."))?;
    let metric = p.required(word("MetricName").doc("The metric: cpu_total."))?;
    // The members of the group have categories of their own.
    p.optional(word("Category").doc("The abbreviation of the product."))?;
    p.optional(text("Options").len(1, 8192).doc("Reserved."))?;
    let contact_groups = p.optional(text("ContactGroups").len(1, 2048).doc(
        "Contact groups, with commas between them; those of the application group unless given.",
    ))?;
    let text_of = |p: &mut Params<'_>, name, doc| -> Result<String> {
        Ok(p.optional(text(name).len(1, 8192).doc(doc))?.unwrap_or_default())
    };
    let period =
        digits::optional(p, digits("Period").doc("Seconds of a period: 60 unless given."))?;
    let labels = p.tags(
        "Labels",
        20,
        text("Key").line(1, 128).doc("The key of a label."),
        text("Value").line(1, 255).doc("Its value."),
    )?;
    let policy = text("NoDataPolicy").one_of(&["KEEP_LAST_STATE", "INSUFFICIENT_DATA", "OK"]);
    let settings = RuleSettings {
        contact_groups: contact_groups.map(|list| comma_separated(&list)).unwrap_or_default(),
        period: period.unwrap_or(60),
        interval: text_of(p, "Interval", "Seconds between evaluations.")?,
        critical: read_level(p, critical)?,
        warn: read_level(p, warn)?,
        info: read_level(p, info)?,
        effective_interval: text_of(p, "EffectiveInterval", "When it is evaluated: 00:00-23:59.")?,
        no_effective_interval: text_of(p, "NoEffectiveInterval", "When it is not evaluated.")?,
        no_data_policy: p.default(policy.doc("What missing data means."), "KEEP_LAST_STATE")?,
        silence_time: p.default(
            int("SilenceTime").min(0).doc("Seconds after which a lasting alert is told again."),
            86_400,
        )?,
        mail_subject: text_of(p, "EmailSubject", "The subject of mails.")?,
        webhook: text_of(p, "Webhook", "The URL that is called.")?,
        // The vendor's rules of groups tell of recoveries, and have no switch for it (assumed).
        send_ok: true,
        labels: labels.into_iter().map(|(key, value)| (key, value.unwrap_or_default())).collect(),
        dimensions: text_of(p, "Dimensions", "Dimensions beside those of the instances.")?,
        source: "METRIC".into(),
        ..RuleSettings::default()
    };
    Ok(Rule { id, name, namespace, metric, settings, ..Rule::default() })
}

/// Writes a rule of a group: a new one, or in place of the one that has its id.
pub(super) fn put(cx: &mut Cx<'_>, group: i64, mut rule: Rule) -> Result<()> {
    let levels = [&rule.settings.critical, &rule.settings.warn, &rule.settings.info];
    if rule.settings.period < 1 || levels.iter().all(|level| level.is_none()) {
        return Err(PARAMETER_INVALID.into());
    }
    rule.group = Some(group);
    changes::save(cx, rule)
}
