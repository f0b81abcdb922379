//! Rules are enabled and disabled.

use super::{faults::no_rule, rule_changed};
use crate::{
    Cx, Result,
    cms::{metrics::evaluations, tables::rules},
};

/// How many rules a call may name (the page of `DeleteMetricRules` has the number; of the other actions it is
/// assumed).
pub(in crate::cms) const MAX_RULES: usize = 100;

/// Enables rules, or disables them. One that already is keeps its alerts.
pub(in crate::cms) fn enable(cx: &mut Cx<'_>, ids: &[String], enabled: bool) -> Result<()> {
    let account = &cx.caller.account.clone();
    for id in ids {
        let rule = rules::rule(cx.tx, account, id)?.ok_or_else(|| no_rule(id))?;
        if rule.enabled != enabled {
            rule_changed(cx, account, id)?;
            rules::set_enabled(cx.tx, account, id, (enabled, cx.now))?;
            evaluations::hasten(cx, (&rule.namespace, &rule.metric))?;
        }
    }
    Ok(())
}
