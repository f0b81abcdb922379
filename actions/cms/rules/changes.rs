//! What follows from a change of a rule.

use crate::{
    Cx, Result,
    cms::{
        contact_groups,
        metrics::evaluations,
        rules::rule::{Rule, RuleSettings},
        tables::{alarms, rules},
    },
};

/// The state of a rule that has not been evaluated (assumed: the pages show a rule without alerts so).
pub(in crate::cms) const INITIAL_STATE: &str = "OK";

/// What is evaluated by a rule is about to be another thing, or nothing: its alerts are forgotten.
///
/// Called after a change of its metric, resources or conditions, and before it is deleted or disabled.
pub(in crate::cms) fn rule_changed(cx: &mut Cx<'_>, account: &str, rule_id: &str) -> Result<()> {
    alarms::delete_of_rule(cx.tx, account, rule_id)?;
    Ok(rules::set_state(cx.tx, account, rule_id, INITIAL_STATE)?)
}

/// Stores a rule of the caller: a new one, which is enabled, or in place of the one of its id, which stays
/// enabled or not.
pub(in crate::cms) fn save(cx: &mut Cx<'_>, mut rule: Rule) -> Result<()> {
    let account = &cx.caller.account.clone();
    let before = rules::rule(cx.tx, account, &rule.id)?;
    rule.changed = cx.now;
    if let Some(before) = &before {
        (rule.seq, rule.made) = (before.seq, before.made);
        (rule.enabled, rule.state) = (before.enabled, before.state.clone());
    } else {
        (rule.made, rule.enabled, rule.state) = (cx.now, true, INITIAL_STATE.to_owned());
    }
    rules::put(cx.tx, account, &mut rule)?;
    if before.is_some_and(|before| !same_alerts(&before, &rule)) {
        rule_changed(cx, account, &rule.id)?;
    }
    if let Some(what) = without_effect(&rule.settings) {
        cx.hint(what);
    }
    evaluations::hasten(cx, (&rule.namespace, &rule.metric))
}

/// What of a rule is kept and shown, and never evaluated.
fn without_effect(settings: &RuleSettings) -> Option<&'static str> {
    let raw = settings.composite.as_ref().filter(|it| !it.raw.is_empty());
    let thresholds = [&settings.critical, &settings.warn, &settings.info];
    if settings.prometheus.is_some() {
        Some(
            "Localyun keeps the query in Prometheus and does not evaluate it: it never makes an alert.",
        )
    } else if raw.is_some_and(|it| it.conditions.is_empty()) {
        Some(
            "Localyun keeps ExpressionRaw and does not evaluate it: the rule never makes an alert. ExpressionList is evaluated.",
        )
    } else if raw.is_some() {
        Some("Localyun keeps ExpressionRaw and evaluates ExpressionList alone.")
    } else if thresholds.into_iter().flatten().any(|it| !it.pre_condition.is_empty()) {
        Some(
            "Localyun keeps PreCondition and does not evaluate it: the threshold alone makes an alert.",
        )
    } else {
        None
    }
}

/// Whether two forms of a rule find the same alerts.
fn same_alerts(a: &Rule, b: &Rule) -> bool {
    let (x, y) = (&a.settings, &b.settings);
    (&a.namespace, &a.metric, a.group) == (&b.namespace, &b.metric, b.group)
        && (&x.resources, &x.dimensions, x.period) == (&y.resources, &y.dimensions, y.period)
        && (&x.critical, &x.warn, &x.info) == (&y.critical, &y.warn, &y.info)
        && (&x.composite, &x.prometheus) == (&y.composite, &y.prometheus)
}

/// The names in `ContactGroups`, of which there is one at least. A group that is deleted later stays in the rule.
pub(in crate::cms) fn required_contact_groups(cx: &mut Cx<'_>, list: &str) -> Result<Vec<String>> {
    let found = contact_groups::named(cx, list)?;
    if found.is_empty() {
        return Err(super::faults::illegal("ContactGroups names no group."));
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cms::rules::rule::{Composite, Threshold};

    #[test]
    fn what_a_rule_finds_decides_whether_its_alerts_are_forgotten() {
        let rule = Rule::default();
        let changed = |change: fn(&mut Rule)| {
            let mut other = rule.clone();
            change(&mut other);
            !same_alerts(&rule, &other)
        };
        let of_another: [fn(&mut Rule); 11] = [
            |it| it.namespace = "acs_ecs_dashboard".into(),
            |it| it.metric = "cpu_total".into(),
            |it| it.group = Some(1),
            |it| it.settings.resources = "[]".into(),
            |it| it.settings.dimensions = "{}".into(),
            |it| it.settings.period = 60,
            |it| it.settings.critical = Some(Threshold::default()),
            |it| it.settings.warn = Some(Threshold::default()),
            |it| it.settings.info = Some(Threshold::default()),
            |it| it.settings.composite = Some(Composite::default()),
            |it| it.settings.prometheus = Some("up".into()),
        ];
        assert!(of_another.into_iter().all(changed));
        let of_the_same: [fn(&mut Rule); 5] = [
            |it| it.name = "other".into(),
            |it| it.enabled = true,
            |it| it.settings.contact_groups = vec!["ops".into()],
            |it| it.settings.silence_time = 3600,
            |it| it.settings.webhook = "http://example.com".into(),
        ];
        assert!(!of_the_same.into_iter().any(changed));
    }
}
