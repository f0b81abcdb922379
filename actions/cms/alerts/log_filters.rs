//! The filters by which the log of alerts is asked for.

use crate::{
    Cx, Params, Result,
    cms::{
        INVALID,
        metrics::dimensions::product,
        tables::alert_logs::{self, AlertLog},
    },
    int, text,
};

const MINUTE: i64 = 60_000;
/// What is read where no time is given (documented).
const USUAL_SPAN: i64 = 15 * MINUTE;
/// The longest time between start and end (documented).
const LONGEST_SPAN: i64 = 15 * 24 * 60 * MINUTE;

/// The filters of `DescribeAlertLogList`, all of which must fit.
pub(super) struct LogFilters {
    contact_group: Option<String>,
    start: Option<i64>,
    end: Option<i64>,
    event_type: Option<String>,
    group: Option<String>,
    last_minutes: Option<i64>,
    level: Option<String>,
    metric: Option<String>,
    namespace: Option<String>,
    product: Option<String>,
    rule: Option<String>,
    rule_name: Option<String>,
    part: Option<String>,
    send_status: Option<String>,
    source: Option<String>,
}

impl LogFilters {
    pub(super) fn read(p: &mut Params<'_>) -> Result<Self> {
        let line = |name| text(name).line(1, 255);
        let millis = |name| int(name).min(0);
        let minutes = text("LastMin").form("number of minutes", |it| {
            it.parse::<i64>().is_ok_and(|n| (1..=525_600).contains(&n))
        });
        Ok(Self {
            contact_group: p.optional(line("ContactGroup").doc("Only if this group was told."))?,
            start: p.optional(millis("StartTime").doc("The start, in milliseconds since 1970."))?,
            end: p.optional(millis("EndTime").doc("The end, in milliseconds since 1970."))?,
            event_type: p.optional(
                text("EventType")
                    .one_of(&["TRIGGERED", "RESOLVED"])
                    .doc("TRIGGERED, or RESOLVED for alerts that are over."),
            )?,
            group: p.optional(line("GroupId").doc("Only of this application group."))?,
            last_minutes: p
                .optional(minutes.doc("The time until now, in minutes, instead of start and end."))?
                .and_then(|it| it.parse().ok()),
            level: p.optional(line("Level").doc("Only of this level: P2, P3, P4 or OK."))?,
            metric: p.optional(line("MetricName").doc("Only of this metric."))?,
            namespace: p.optional(line("Namespace").doc("Only of this namespace."))?,
            product: p.optional(line("Product").doc("Only of this product: ECS."))?,
            rule: p.optional(line("RuleId").doc("Only of this rule."))?,
            rule_name: p.optional(line("RuleName").doc("Only of rules of this name."))?,
            part: p
                .optional(text("SearchKey").len(1, 255).doc("Part of a rule's name or metric."))?,
            send_status: p
                .optional(line("SendStatus").doc("0 if somebody was told, 4 if nobody was."))?,
            source: p.optional(line("SourceType").doc("METRIC for alerts of rules on metrics."))?,
        })
    }

    /// The entries that fit, newest first.
    pub(super) fn find(&self, cx: &mut Cx<'_>) -> Result<Vec<AlertLog>> {
        if self.start.is_some() != self.end.is_some() {
            return Err(INVALID.with_hint("StartTime and EndTime are both given, or neither."));
        }
        let end = self.end.unwrap_or(cx.now);
        let usual = self.last_minutes.map_or(USUAL_SPAN, |minutes| minutes * MINUTE);
        let start = self.start.unwrap_or_else(|| end.saturating_sub(usual));
        if start > end || (self.start.is_some() && end - start > LONGEST_SPAN) {
            return Err(INVALID.with_hint("StartTime is not after EndTime, by 15 days at most."));
        }
        let mut all = alert_logs::between(cx.tx, &cx.caller.account, start, end)?;
        all.retain(|it| self.fits(it));
        Ok(all)
    }

    fn fits(&self, log: &AlertLog) -> bool {
        let is = |wanted: &Option<String>, value: &str| {
            wanted.as_deref().is_none_or(|wanted| wanted == value)
        };
        let entry = &log.entry;
        let over = if entry.level == "OK" { "RESOLVED" } else { "TRIGGERED" };
        let group = log.group.map(|it| it.to_string()).unwrap_or_default();
        let told = |group: &String| entry.contact_groups.contains(group);
        self.contact_group.as_ref().is_none_or(told)
            && is(&self.event_type, over)
            && is(&self.group, &group)
            && is(&self.level, priority(&entry.level))
            && is(&self.metric, &log.metric)
            && is(&self.namespace, &log.namespace)
            && self
                .product
                .as_deref()
                .is_none_or(|it| it.eq_ignore_ascii_case(&product(&log.namespace)))
            && is(&self.rule, &log.rule)
            && is(&self.rule_name, &log.name)
            && self
                .part
                .as_deref()
                .is_none_or(|it| log.name.contains(it) || log.metric.contains(it))
            && is(&self.send_status, send_status(log))
            && is(&self.source, "METRIC")
    }
}

/// The level in the form of these answers, which follows the channels: `P4` for mail and chat bots (documented). Of
/// other channels the level is assumed alike.
pub(super) fn priority(level: &str) -> &str {
    match level {
        "CRITICAL" => "P2",
        "WARN" => "P3",
        "INFO" | "INSUFFICIENT_DATA" => "P4",
        other => other,
    }
}

/// 0 if somebody was told, 4 if nobody was (documented).
pub(super) fn send_status(log: &AlertLog) -> &'static str {
    let entry = &log.entry;
    if entry.contacts.is_empty() && entry.webhook.is_empty() { "4" } else { "0" }
}
