//! Alert rules are put into force and out of force.

use serde::Serialize;

use crate::{
    Cx, Params, Result,
    arms::{region, rules::alert_rule::NO_RULE, tables::alert_rules},
    text,
};

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(in crate::arms) struct Response {
    is_success: bool,
}

/// Reads the id of the rule, a text of digits.
pub(super) fn read_id(p: &mut Params<'_>) -> Result<i64> {
    region(p)?;
    let id = text("AlertId").form("number", |it| it.parse::<i64>().is_ok());
    Ok(p.required(id.doc("The rule."))?.parse().unwrap_or_default())
}

/// Puts a rule into force, or out of force.
pub(super) fn switch(cx: &mut Cx<'_>, id: i64, running: bool) -> Result<Response> {
    let account = cx.caller.account.clone();
    let mut rule = alert_rules::rule(cx.tx, &account, id)?.ok_or(NO_RULE)?;
    rule.running = running;
    rule.changed = cx.now;
    alert_rules::put(cx.tx, &account, &mut rule)?;
    Ok(Response { is_success: true })
}
