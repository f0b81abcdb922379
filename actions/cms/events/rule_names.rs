//! The names of event rules in calls.

use crate::{
    Cx, Params, Result, Spec, cms::faults::RESOURCE_NOT_FOUND, cms::tables::event_rules, text,
};

/// The name of a rule, which is its id; how long it may be is assumed, as no page says.
pub(super) const RULE_NAME: Spec<String> = text("RuleName").line(1, 255);

/// The rules that a call is about; how many there may be is assumed, as no page says.
pub(super) fn read(p: &mut Params<'_>) -> Result<Vec<String>> {
    let names = p.list(text("RuleNames").line(1, 255).doc("The names of the rules."), 100)?;
    p.require("RuleNames", names)
}

/// Enables or disables rules: all of them, or none if one does not exist (assumed).
pub(super) fn set_enabled(cx: &mut Cx<'_>, names: &[String], enabled: bool) -> Result<()> {
    for name in names {
        if !event_rules::set_enabled(cx.tx, &cx.caller.account, name, enabled)? {
            return Err(RESOURCE_NOT_FOUND.into());
        }
    }
    Ok(())
}
