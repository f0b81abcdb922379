//! What became of a call that reached its action or the policies: who called, what they decided, how it ended.

use actions::{
    Access, Caller, Principal,
    policy::{Decision, PolicyKind},
};
use serde_json::{Value, json};

use crate::{
    exchange::PolicyDecision,
    permissions::check::allowed_by,
    sign::explain::{Explanation, Verdict},
    world::journal::Entry,
};

/// How many decisions are said in sentences; the JSON has all.
const SAID: usize = 20;

/// Who called, as members: `principal` is `root`, `user/NAME`, `role/NAME/SESSION` or `anonymous`.
pub(super) fn caller(caller: &Caller) -> Value {
    let principal = match &caller.principal {
        Principal::Root => "root".to_owned(),
        Principal::User { name, .. } => format!("user/{name}"),
        Principal::Session { role_name, session, .. } => format!("role/{role_name}/{session}"),
        Principal::Anonymous => "anonymous".to_owned(),
    };
    json!({ "account": caller.account, "principal": principal, "access_key": caller.access_key })
}

fn named(caller: &Caller) -> String {
    let account = &caller.account;
    let key = &caller.access_key;
    match &caller.principal {
        Principal::Root => format!("the account {account} itself, with the access key {key}"),
        Principal::User { name, .. } => {
            format!("the user {name} of the account {account}, with the access key {key}")
        }
        Principal::Session { role_name, session, .. } => format!(
            "the session {session} of the role {role_name} of the account {account}, with the temporary \
             access key {key}"
        ),
        Principal::Anonymous => "nobody in particular: the call is not signed".to_owned(),
    }
}

/// What the policies decided, as members.
pub(super) fn decisions(entry: &Entry) -> Vec<Value> {
    entry
        .decisions()
        .iter()
        .map(|it| {
            json!({
                "principal": it.asked.principal,
                "action": it.asked.action,
                "resource": it.asked.resource,
                "allowed": it.allowed,
                "explicit": it.explicit,
                "policy_type": it.kind,
                "matched": it.matched.iter().map(|it| {
                    let of = &*it.attachment;
                    json!({
                        "policy": of.policy, "type": of.kind, "version": of.version,
                        "attached_to": of.entity, "statement": it.statement, "sid": it.sid.as_deref(),
                        "effect": it.effect,
                    })
                }).collect::<Vec<_>>(),
                "reason": reason(it),
                "needed": it.denial.as_ref().and_then(|it| it.1.as_ref()),
                "passed": it.passed.is_some(),
            })
        })
        .collect()
}

/// Why the policies decided so, in a sentence.
fn reason(it: &PolicyDecision) -> String {
    let (action, resource) = (&it.asked.action, &it.asked.resource);
    if it.allowed {
        let statements: Vec<_> = Decision::statements(&it.matched).collect();
        return allowed_by(&statements, it.kind, action, resource);
    }
    let not_allowed = || format!("The policies do not allow {action} on {resource}.");
    it.denial.as_ref().map_or_else(not_allowed, |it| it.0.clone())
}

/// The statements that would allow what was refused, to be pasted into a policy.
pub(super) fn paste(entry: &Entry) -> Vec<String> {
    let of = |it: &PolicyDecision| {
        let statement = it.denial.as_ref()?.1.as_ref()?;
        let place = match it.kind {
            PolicyKind::AssumeRolePolicy => "the trust policy of the role",
            PolicyKind::ControlPolicy => "a control policy of that level",
            PolicyKind::ResourcePolicy => "the policy of the resource",
            PolicyKind::SessionPolicy => "the policy that is passed to AssumeRole",
            _ => "a policy of the caller",
        };
        Some(format!("This statement in {place} would allow it: {statement}"))
    };
    entry.decisions().iter().filter_map(of).collect()
}

/// The course of a call that was not refused.
pub(super) fn sentences(entry: &Entry, explanation: &Explanation) -> Vec<String> {
    let mut all = Vec::new();
    if let Some(caller) = entry.caller.as_deref() {
        let (product, action) = (&entry.product, &entry.action);
        all.push(format!("{action} of {product} was called by {}.", named(caller)));
    }
    let Some(call) = &entry.admitted else { return all };
    let decisions = &call.decisions;
    if decisions.is_empty() {
        all.push(not_asked(entry, call.target.entry.access).to_owned());
    }
    for it in decisions.iter().take(SAID) {
        let let_pass = if it.passed.is_some() { " It was let pass, by --iam audit." } else { "" };
        all.push(format!("{}{let_pass}", reason(it)));
    }
    let more = decisions.len().saturating_sub(SAID);
    if more > 0 {
        all.push(format!("{more} more questions to the policies were allowed or let pass."));
    }
    if explanation.verdict == Verdict::UnknownKey {
        all.push("The access key was there when it was called, and is not any more.".to_owned());
    }
    match &entry.error {
        None => all.push(format!("The action answered {}.", entry.status)),
        Some(error) => {
            let hint = error.hint.as_ref().map(|hint| format!(" {hint}")).unwrap_or_default();
            all.push(format!(
                "Signature and policies were fine: the action itself answered {} {}: {}{hint}",
                error.status, error.code, error.message
            ));
        }
    }
    all
}

/// Why no policy was asked.
fn not_asked(entry: &Entry, access: Access) -> &'static str {
    let root = entry.caller.as_deref().is_some_and(|it| matches!(it.principal, Principal::Root));
    match access {
        Access::Free => "No policy was asked: whoever has a key may call this action.",
        Access::Anonymous => {
            "No policy of a caller was asked: the action takes calls that are not signed."
        }
        _ if root => "No policy was asked: the account itself may do everything.",
        _ => {
            "No policy was asked: the server runs with --iam off, users may do it for themselves, or the action failed before."
        }
    }
}
