//! The documents of policies of keys and secrets, which only those in an instance have.

use serde_json::Value;

use crate::{
    Result,
    kms::{
        faults::{NO_POLICIES, bad},
        policies::policy_rights,
    },
};

/// The most bytes of a document.
const MOST_BYTES: usize = 32_768;

/// The policy that something in this instance is made with; empty for the default one.
pub(in crate::kms) fn given(instance: &str, policy: Option<String>) -> Result<String> {
    let Some(policy) = policy else { return Ok(String::new()) };
    if instance.is_empty() {
        return Err(NO_POLICIES.into());
    }
    check(&policy)?;
    Ok(policy)
}

/// Whether a text is a policy of a key or a secret.
pub(in crate::kms) fn check(text: &str) -> Result<()> {
    let parsed = serde_json::from_str::<Value>(text).ok();
    let good = text.len() <= MOST_BYTES
        && parsed.as_ref().is_some_and(|it| is_document(it) && policy_rights::is_evaluated(it));
    if good { Ok(()) } else { Err(bad("Policy")) }
}

/// The default policy of an account: whatever its own policies allow.
pub(in crate::kms) fn default(account: &str, what: &str) -> String {
    format!(
        r#"{{"Statement":[{{"Action":["kms:*"],"Effect":"Allow","Principal":{{"RAM":["acs:ram::{account}:*"]}},"Resource":["*"],"Sid":"kms default {what} policy"}}],"Version":"1"}}"#
    )
}

fn is_document(it: &Value) -> bool {
    let statements = it.get("Statement").and_then(Value::as_array);
    it.get("Version").and_then(Value::as_str) == Some("1")
        && statements.is_some_and(|all| !all.is_empty() && all.iter().all(is_statement))
}

fn is_statement(it: &Value) -> bool {
    let texts = |name: &str| texts(it.get(name));
    let principals = it.get("Principal").and_then(|of| of.get("RAM"));
    let sid = it.get("Sid").is_none_or(|sid| sid.as_str().is_some_and(is_sid));
    sid && matches!(it.get("Effect").and_then(Value::as_str), Some("Allow" | "Deny"))
        && texts("Action").is_some_and(|all| all.iter().all(|it| it.starts_with("kms:")))
        && texts("Resource").is_some_and(|all| all.iter().all(|it| *it == "*"))
        && self::texts(principals).is_some_and(|all| all.iter().all(|it| is_principal(it)))
}

/// Whether a text names all of an account, or a user or a role of it (documented).
fn is_principal(it: &str) -> bool {
    let named = it.strip_prefix("acs:ram::").and_then(|it| it.split_once(':'));
    named.is_some_and(|(account, name)| {
        let one = name.strip_prefix("user/").or_else(|| name.strip_prefix("role/"));
        let is_one = one.is_some_and(|it| {
            (1..=64).contains(&it.len())
                && it.chars().all(|c| c.is_ascii_alphanumeric() || ".-_@".contains(c))
        });
        !account.is_empty()
            && account.bytes().all(|b| b.is_ascii_digit())
            && (is_one || matches!(name, "*" | "root"))
    })
}

/// A text, or a list of some.
fn texts(it: Option<&Value>) -> Option<Vec<&str>> {
    match it? {
        Value::String(one) => Some(vec![one]),
        Value::Array(all) if !all.is_empty() => all.iter().map(Value::as_str).collect(),
        _ => None,
    }
}

/// The vendor's own default has blanks in its name.
fn is_sid(it: &str) -> bool {
    let allowed = |c: char| c.is_ascii_alphanumeric() || "_/+=.@- ".contains(c);
    it.len() <= 128 && it.chars().all(allowed)
}
