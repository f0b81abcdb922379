//! What the policies of keys and secrets allow users and roles of their own account, beside what RAM allows.
//!
//! The account and its root in a policy leave it to RAM (assumed): only users and roles that are named are allowed by it.

use serde_json::Value;

use crate::{
    Caller, Entry, Parameters, Principal, Result, kms::tables::policies_named, ports::store::Tx,
};

/// Whether the policy of the key or secret that a call names allows it.
pub(in crate::kms) fn allows(
    tx: &mut dyn Tx,
    caller: &Caller,
    entry: &Entry,
    parameters: &Parameters,
) -> Result<bool> {
    let account = &caller.account;
    let principal = match &caller.principal {
        Principal::User { name, .. } => format!("acs:ram::{account}:user/{name}"),
        Principal::Session { role_name, .. } => format!("acs:ram::{account}:role/{role_name}"),
        Principal::Root | Principal::Anonymous => return Ok(false),
    };
    let policies = if let Some(named) = parameters.non_empty("KeyId") {
        policies_named::of_key(tx, account, last(named))?
    } else if let Some(named) = parameters.non_empty("SecretName") {
        policies_named::of_secret(tx, account, last(named))?
    } else {
        return Ok(false);
    };
    let action = format!("kms:{}", entry.ram);
    // A name of several regions is allowed if it is in all.
    Ok(!policies.is_empty() && policies.iter().all(|it| allowed(it, &principal, &action)))
}

/// The id, the alias or the name at the end of an ARN; a name as it is.
fn last(named: &str) -> &str {
    let rest = if named.starts_with("acs:kms:") { named.splitn(5, ':').last() } else { None };
    let name = rest.unwrap_or(named);
    let kinds = ["key/", "secret/"];
    let bare = kinds.iter().find_map(|kind| name.strip_prefix(kind)).filter(|_| rest.is_some());
    bare.unwrap_or(name)
}

/// Whether a policy allows a principal an action: some statement does, and none denies it.
fn allowed(policy: &str, principal: &str, action: &str) -> bool {
    let document: Value = serde_json::from_str(policy).unwrap_or_default();
    let statements = document.get("Statement").and_then(Value::as_array);
    let about = |it: &&Value| {
        let named = it.get("Principal").and_then(|of| of.get("RAM"));
        // Conditions are not evaluated: a statement that has one allows nothing (assumed).
        let whole = it.get("Condition").is_none() || effect(it) == "Deny";
        whole
            && any(named, |it| it.eq_ignore_ascii_case(principal))
            && any(it.get("Action"), |it| covers(it, action))
    };
    let found: Vec<&str> = statements.into_iter().flatten().filter(about).map(effect).collect();
    found.contains(&"Allow") && !found.contains(&"Deny")
}

fn effect(statement: &Value) -> &str {
    statement.get("Effect").and_then(Value::as_str).unwrap_or_default()
}

/// Whether one of the texts of a value, which is a text or a list of some, fits.
fn any(value: Option<&Value>, fits: impl Fn(&str) -> bool) -> bool {
    match value {
        Some(Value::String(one)) => fits(one),
        Some(Value::Array(all)) => all.iter().filter_map(Value::as_str).any(fits),
        _ => false,
    }
}

/// Whether the name of an action, which may end with a star, covers an action.
fn covers(pattern: &str, action: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(start) => action.get(..start.len()).is_some_and(|it| it.eq_ignore_ascii_case(start)),
        None => pattern.eq_ignore_ascii_case(action),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ALICE: &str = "acs:ram::1000000000000001:user/alice";

    fn policy(effect: &str, principal: &str, action: &str) -> String {
        format!(
            r#"{{"Version":"1","Statement":[{{"Effect":"{effect}","Principal":{{"RAM":["{principal}"]}},"Action":["{action}"],"Resource":["*"]}}]}}"#
        )
    }

    #[test]
    fn only_who_is_named_is_allowed_what_is_named() {
        let of = |effect, principal, action| {
            allowed(&policy(effect, principal, action), ALICE, "kms:Encrypt")
        };
        assert!(of("Allow", ALICE, "kms:Encrypt"));
        assert!(of("Allow", ALICE, "kms:*"));
        assert!(!of("Allow", ALICE, "kms:Decrypt"));
        assert!(!of("Allow", "acs:ram::1000000000000001:*", "kms:*"));
        assert!(!of("Allow", "acs:ram::1000000000000001:user/bob", "kms:*"));
        assert!(!of("Deny", ALICE, "kms:*"));
        assert!(!allowed("", ALICE, "kms:Encrypt"));
    }

    #[test]
    fn a_name_is_what_an_arn_ends_with() {
        assert_eq!(last("acs:kms:cn-hangzhou:1000000000000001:key/k-1"), "k-1");
        assert_eq!(last("acs:kms:cn-hangzhou:1000000000000001:alias/a"), "alias/a");
        assert_eq!(last("acs:kms:cn-hangzhou:1000000000000001:secret/a/b"), "a/b");
        assert_eq!(last("secret/a"), "secret/a");
    }
}
