//! What the actions of notification policies and of dispatch rules have alike: their errors, the seconds after which
//! people are told again, and the escalation policy that is followed instead.

use crate::{
    Cx, Fault, Params, Result,
    arms::{
        ILLEGAL, MISSING,
        policies::policy::Policy,
        sae_objects,
        tables::{escalations, policies},
    },
    ports::store::Tx,
    text,
};

/// The code for a rule that does not exist is assumed: the vendor's list of codes has none. Terraform takes the
/// status 404 for a rule that was deleted (observed).
pub(in crate::arms) const NO_RULE: Fault = Fault {
    status: 404,
    code: "DispatchRuleNotExist",
    message: "The dispatch rule does not exist.",
};

/// `Id`, which is a text in the former actions, as the number that it has to be.
pub(in crate::arms) fn rule_id(p: &mut Params<'_>) -> Result<i64> {
    let is_id = |it: &str| it.parse::<i64>().is_ok_and(|id| id > 0);
    let id = p.required(text("Id").form("id of a rule", is_id).doc("The id of the rule."))?;
    Ok(id.parse().unwrap_or_default())
}

/// The fewest seconds after which people can be told again (documented on the page of Terraform's resource).
pub(in crate::arms) const MIN_REPEAT_INTERVAL: i64 = 61;
/// The most seconds after which people can be told again: a year (assumed).
pub(in crate::arms) const MAX_REPEAT_INTERVAL: i64 = 31_536_000;

/// Refuses an interval that is out of range.
pub(in crate::arms) fn check_repeat_interval(interval: Option<i64>) -> Result<()> {
    match interval {
        Some(seconds) if !(MIN_REPEAT_INTERVAL..=MAX_REPEAT_INTERVAL).contains(&seconds) => {
            Err(ILLEGAL.with("RepeatInterval").with_hint(format!(
                "RepeatInterval must be {MIN_REPEAT_INTERVAL} to {MAX_REPEAT_INTERVAL} seconds; it is {seconds}."
            )))
        }
        _ => Ok(()),
    }
}

/// Refuses a policy that is `given` an escalation policy that there is not, that needs one and has one that was
/// deleted, or that neither tells people again nor has one.
pub(in crate::arms) fn check_escalation(
    tx: &mut dyn Tx,
    account: &str,
    policy: &Policy,
    given: bool,
) -> Result<()> {
    let needed = policy.rules.repeat_interval.is_none();
    match policy.rules.escalation {
        Some(id) if given || needed => match escalations::escalation(tx, account, id)? {
            Some(_) => Ok(()),
            None => Err(ILLEGAL.with("EscalationPolicyId").with_hint(format!(
                "There is no escalation policy {id}; ListEscalationPolicies lists those that there are."
            ))),
        },
        None if needed => {
            Err(MISSING.with("EscalationPolicyId").with_hint(
                "EscalationPolicyId is needed where Repeat is false.",
            ))
        }
        Some(_) | None => Ok(()),
    }
}

/// Deletes a policy. Answers whether there was one.
pub(in crate::arms) fn delete(cx: &mut Cx<'_>, id: i64) -> Result<bool> {
    let account = cx.caller.account.clone();
    if let Some(policy) = policies::policy(cx.tx, &account, id)? {
        sae_objects::warn_of_deletion(cx, "notification policy", &policy.name);
    }
    Ok(policies::delete(cx.tx, &account, id)?)
}
