//! The policies of keys and secrets together with those of RAM: in the own account either allows and either denies; from
//! another account both have to allow, and only what uses a key or a secret is open.

use std::sync::Arc;

use serde_json::{Value, json};

use crate::{
    ApiError, Authority, Caller, Cx, Principal, Result,
    core::guard::{self, Asked, Guard, Ruling},
    kms::{
        faults::{IN_DEBT, IN_DEBT_OVERDUE, NO_ALIAS, NO_KEY, NO_RESOURCE, NOT_ENABLED},
        place::Place,
        tables::{policies_named, settings, tags},
    },
    policy::{
        self, Attachment, Document, DocumentKind, EntityType, PolicyType, PrincipalName, Request,
        Rights, Scope, Subject,
    },
    ports::store::Tx,
};

/// What decides over calls beside policies of RAM.
pub(in crate::kms) static GUARD: Guard = Guard { admits, rules, facts };

/// What another account may do with a key whose policy lets it (assumed: which calls use a key and manage nothing).
const USES_OF_KEYS: &[&str] = &[
    "kms:AsymmetricDecrypt",
    "kms:AsymmetricEncrypt",
    "kms:AsymmetricSign",
    "kms:AsymmetricVerify",
    "kms:Decrypt",
    "kms:DescribeKey",
    "kms:Encrypt",
    "kms:ExportDataKey",
    "kms:GenerateAndExportDataKey",
    "kms:GenerateDataKey",
    "kms:GenerateDataKeyWithoutPlaintext",
    "kms:GetPublicKey",
    "kms:ReEncryptFrom",
    "kms:ReEncryptTo",
];

/// The same of a secret.
const USES_OF_SECRETS: &[&str] = &["kms:DescribeSecret", "kms:GetSecretValue"];

/// The calls that an account may make that has not opened the service, or owes for it.
const ALWAYS: &[&str] = &["DescribeAccountKmsStatus", "DescribeRegions", "OpenKmsService"];

/// Refuses an account that has not opened the service, or is in debt.
fn admits(tx: &mut dyn Tx, caller: &Caller, action: &str) -> Result<()> {
    let found = settings::settings(tx, &caller.account)?;
    match found.debt.as_str() {
        _ if ALWAYS.contains(&action) => Ok(()),
        _ if !found.opened => Err(NOT_ENABLED.into()),
        "InDebt" => Err(IN_DEBT.into()),
        "InDebtOverdue" => Err(IN_DEBT_OVERDUE.into()),
        _ => Ok(()),
    }
}

/// What the policy of a key or secret says.
fn rules(tx: &mut dyn Tx, asked: &Asked<'_>) -> Result<Ruling> {
    let Some((place, name)) = Place::of_arn(asked.resource) else { return Ok(Ruling::Silent) };
    let foreign = guard::is_foreign(asked.resource, &asked.caller.account);
    let (found, uses, missing) = if let Some(id) = name.strip_prefix("key/") {
        let missing = if id.starts_with("alias/") { NO_ALIAS } else { NO_KEY };
        (policies_named::of_key(tx, place, id)?, USES_OF_KEYS, missing)
    } else if let Some(name) = name.strip_prefix("secret/") {
        (policies_named::of_secret(tx, place, name)?, USES_OF_SECRETS, NO_RESOURCE)
    } else {
        return Ok(Ruling::Silent);
    };
    let Some((_, policy)) = found.filter(|it| !it.0.is_empty()) else {
        // What has no policy another account does not see.
        return if foreign { Err(missing.into()) } else { Ok(Ruling::Silent) };
    };
    if policy.is_empty() || (foreign && !uses.contains(&asked.action)) {
        return Ok(Ruling::Silent);
    }
    says(&policy, (place, foreign), asked)
}

/// What a policy says: its statements that name the caller are put to the evaluation that policies of RAM have.
fn says(policy: &str, (place, foreign): (Place<'_>, bool), asked: &Asked<'_>) -> Result<Ruling> {
    let document: Value = serde_json::from_str(policy).map_err(ApiError::internal)?;
    let all = document.get("Statement").and_then(Value::as_array).into_iter().flatten();
    let about = |it: &&Value| {
        let denies = it.get("Effect").and_then(Value::as_str) == Some("Deny");
        let named = it.get("Principal").and_then(|of| of.get("RAM"));
        texts(named).into_iter().any(|it| names(it, asked.caller, denies || foreign))
    };
    let mine: Vec<Value> = all.filter(about).cloned().map(bare).collect();
    if mine.is_empty() {
        return Ok(Ruling::Silent);
    }
    let text = json!({"Version": "1", "Statement": mine}).to_string();
    // What cannot be evaluated allows nothing; it was refused when it was set.
    let Ok(document) = Document::parse(&text, DocumentKind::Identity) else {
        return Ok(Ruling::Silent);
    };
    let attached = Attachment {
        policy: "default".into(),
        kind: PolicyType::Custom,
        version: "v1".into(),
        entity: EntityType::RamUser,
        scope: Scope::Account,
        document: Arc::new(document),
    };
    let rights = Rights::new([attached]);
    let subject = Subject::new(place.account, PrincipalName::User(""), &rights);
    let resources = [asked.resource.into()];
    let request = Request::new(asked.action, &resources, asked.facts);
    let decision = policy::authorize(&subject, &request);
    Ok(match (decision.allowed, decision.explicit) {
        (true, _) => Ruling::Allows,
        (false, true) => Ruling::Denies,
        (false, false) => Ruling::Silent,
    })
}

/// Whether a policy is one that can be evaluated, conditions among it.
pub(super) fn is_evaluated(document: &Value) -> bool {
    let all = document.get("Statement").and_then(Value::as_array).into_iter().flatten();
    let all: Vec<Value> = all.cloned().map(bare).collect();
    let text = json!({"Version": "1", "Statement": all}).to_string();
    Document::parse(&text, DocumentKind::Identity).is_ok()
}

/// A statement without its principals.
fn bare(mut statement: Value) -> Value {
    if let Some(members) = statement.as_object_mut() {
        members.remove("Principal");
    }
    statement
}

/// Whether a principal of a policy is the caller. All of an account, by `root` or a star, means in an Allow that the
/// account's own policies decide (assumed), which is nothing that the statement allows by itself.
fn names(principal: &str, caller: &Caller, whole: bool) -> bool {
    let Some((account, name)) =
        principal.strip_prefix("acs:ram::").and_then(|it| it.split_once(':'))
    else {
        return false;
    };
    let is = |kind: &str, own: &str| {
        name.strip_prefix(kind).is_some_and(|it| it.eq_ignore_ascii_case(own))
    };
    account == caller.account
        && match &caller.principal {
            Principal::User { name: own, .. } if is("user/", own) => true,
            Principal::Session { role_name: own, .. } if is("role/", own) => true,
            Principal::Anonymous => false,
            _ => whole && matches!(name, "*" | "root"),
        }
}

/// The texts of a value, which is one or a list of some.
fn texts(value: Option<&Value>) -> Vec<&str> {
    match value {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(all)) => all.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

/// `kms:tag/<key>`: the tags of a key or secret.
fn facts(tx: &mut dyn Tx, resource: &str) -> Result<Vec<(String, String)>> {
    let Some((place, name)) = Place::of_arn(resource) else { return Ok(Vec::new()) };
    let Some((kind @ ("key" | "secret"), id)) = name.split_once('/') else {
        return Ok(Vec::new());
    };
    let all = tags::of(tx, place, (kind, id))?;
    Ok(all.into_iter().map(|it| (format!("kms:tag/{}", it.key), it.value)).collect())
}

/// Whether the caller may do this with the key or secret of this ARN.
pub(in crate::kms) fn may(cx: &mut Cx<'_>, action: &str, resource: &str) -> Result<bool> {
    let Authority { facts: known, enforcer, .. } = cx.authority;
    let all = facts(cx.tx, resource)?.into_iter();
    let known = all.fold(known.clone(), |known, (key, value)| known.with(key, value));
    let caller = cx.caller;
    let ruling = rules(cx.tx, &Asked { caller, action, resource, facts: &known })?;
    let subject = cx.subject();
    let resources = [resource.into()];
    let request = Request::new(action, &resources, &known);
    let request = Request { shared: ruling == Ruling::Allows, ..request };
    let foreign = guard::is_foreign(resource, &caller.account);
    let decision = ruling.over(policy::authorize(&subject, &request), foreign);
    Ok(enforcer.allows(&decision, &subject))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::Context;

    const HERE: &str = "acs:kms:cn-hangzhou:1000000000000001:key/a";

    fn caller(account: &str, principal: Principal) -> Caller {
        Caller { account: account.into(), principal, access_key: "testid".into() }
    }

    fn alice(account: &str) -> Caller {
        caller(account, Principal::User { id: "2".into(), name: "alice".into() })
    }

    fn ruling(effect: &str, principal: &str, condition: &str, caller: &Caller) -> Ruling {
        let policy = format!(
            r#"{{"Version":"1","Statement":[{{"Effect":"{effect}","Principal":{{"RAM":["acs:ram::{principal}"]}},"Action":["kms:Encrypt"],"Resource":["*"]{condition}}}]}}"#
        );
        let facts = Context::new().with("kms:tag/env", "test");
        let asked = Asked { caller, action: "kms:Encrypt", resource: HERE, facts: &facts };
        let (place, _) = Place::of_arn(HERE).unwrap();
        let foreign = guard::is_foreign(HERE, &caller.account);
        says(&policy, (place, foreign), &asked).unwrap()
    }

    #[test]
    fn who_is_named_is_allowed_and_the_whole_account_leaves_it_to_ram() {
        use Ruling::{Allows, Denies, Silent};
        let (own, other) = (alice("1000000000000001"), alice("2000000000000002"));
        let root = caller("1000000000000001", Principal::Root);
        for (effect, principal, who, want) in [
            ("Allow", "1000000000000001:user/alice", &own, Allows),
            ("Allow", "1000000000000001:user/Alice", &own, Allows),
            ("Allow", "1000000000000001:user/bob", &own, Silent),
            ("Allow", "1000000000000001:role/alice", &own, Silent),
            ("Allow", "1000000000000001:*", &own, Silent),
            ("Allow", "1000000000000001:root", &own, Silent),
            ("Allow", "2000000000000002:user/alice", &own, Silent),
            ("Allow", "2000000000000002:user/alice", &other, Allows),
            ("Allow", "2000000000000002:*", &other, Allows),
            ("Allow", "1000000000000001:*", &other, Silent),
            ("Deny", "1000000000000001:*", &own, Denies),
            ("Deny", "1000000000000001:*", &root, Denies),
            ("Deny", "1000000000000001:user/alice", &root, Silent),
        ] {
            assert_eq!(ruling(effect, principal, "", who), want, "{effect} {principal} {who:?}");
        }
    }

    #[test]
    fn conditions_are_evaluated() {
        let own = alice("1000000000000001");
        let of = |value: &str| {
            let condition =
                format!(r#","Condition":{{"StringEquals":{{"kms:tag/env":["{value}"]}}}}"#);
            ruling("Allow", "1000000000000001:user/alice", &condition, &own)
        };
        assert_eq!((of("test"), of("live")), (Ruling::Allows, Ruling::Silent));
    }
}
