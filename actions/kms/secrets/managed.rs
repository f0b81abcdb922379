//! Managed secrets: credentials of databases, servers and RAM users. There is nothing behind them: what was given is kept,
//! and a rotation makes a new password or key.

use serde_json::{Map, Value, json};

use crate::{
    ApiError, Cx, Result,
    kms::{
        faults::{NO_RESOURCE, bad},
        place::Place,
        secrets::{
            secret_values,
            version_labels::{self, CURRENT, PREVIOUS},
        },
        tables::{
            rotations::{self, Rotation},
            secret_versions,
            secrets::Secret,
        },
    },
    ram::rotated_keys,
    shared::{format::iso, ids},
    x509,
};

/// The types of secrets.
pub(super) const KINDS: &[&str] = &["Generic", "Rds", "Redis", "PolarDB", "RAMCredentials", "ECS"];

/// The characters of passwords that are made.
const PASSWORD: &[u8] =
    b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789!#$%&()*+,-./:;<=>?@[]^_{|}~";

/// The members that the extended configuration of a type has, and its sub-types.
fn rules(kind: &str) -> (&'static [&'static str], &'static [&'static str]) {
    match kind {
        "Rds" => (&["DBInstanceId"], &["SingleUser", "DoubleUsers"]),
        "Redis" => (
            &["InstanceId", "RegionId", "AccountName", "CloneAccountName", "AccountPrivilege"],
            &["DoubleUsers"],
        ),
        "PolarDB" => (&["RegionId", "DBClusterId", "DBType", "AccountName"], &["DoubleUsers"]),
        "RAMCredentials" => (&["UserName"], &["RamUserAccessKey"]),
        _ => (&["RegionId", "InstanceId"], &["Password", "SSHKey"]),
    }
}

/// The extended configuration of a new managed secret.
pub(super) fn config(kind: &str, text: Option<&str>) -> Result<Map<String, Value>> {
    let bad = || bad("ExtendedConfig");
    let text = text.filter(|it| it.chars().count() <= 1024).ok_or_else(bad)?;
    let mut all: Map<String, Value> = serde_json::from_str(text).map_err(|_| bad())?;
    let (needed, sub_types) = rules(kind);
    let has = |name: &str| all.get(name).and_then(Value::as_str).is_some_and(|it| !it.is_empty());
    let sub_type = all.get("SecretSubType").and_then(Value::as_str).unwrap_or_default();
    if !sub_types.contains(&sub_type) || !needed.iter().all(|it| has(it)) {
        return Err(bad());
    }
    check_custom(all.get("CustomData"))?;
    all.entry("CustomData").or_insert_with(|| json!({}));
    Ok(all)
}

/// Whether this can be the data that users add: 10 texts at most.
pub(super) fn check_custom(data: Option<&Value>) -> Result<()> {
    let good = match data {
        None => true,
        Some(Value::Object(all)) => all.len() <= 10 && all.values().all(Value::is_string),
        Some(_) => false,
    };
    if good { Ok(()) } else { Err(bad("ExtendedConfig")) }
}

/// The values that a managed secret begins with: the one that counts, then the one before.
pub(super) fn first(
    cx: &mut Cx<'_>,
    kind: &str,
    config: &Map<String, Value>,
    data: &str,
) -> Result<Vec<Value>> {
    let text = |name: &str| config.get(name).and_then(Value::as_str).unwrap_or_default();
    let bad = || bad("SecretData");
    match kind {
        "Redis" | "PolarDB" => {
            if data != "$Auto" {
                return Err(bad());
            }
            let name = text("AccountName").to_owned();
            let clone = match text("CloneAccountName") {
                "" => format!("{name}_clone"),
                clone => clone.to_owned(),
            };
            Ok([name, clone].map(|it| account(&it, &password(cx))).into())
        }
        "ECS" => {
            let given: Value = serde_json::from_str(data).map_err(|_| bad())?;
            let names: &[&str] = match text("SecretSubType") {
                "SSHKey" => &["UserName", "PublicKey", "PrivateKey"],
                _ => &["UserName", "Password"],
            };
            if names.iter().all(|it| given.get(it).is_some_and(Value::is_string)) {
                Ok(vec![given])
            } else {
                Err(bad())
            }
        }
        _ => {
            let (list, names) = match kind {
                "Rds" => ("Accounts", ["AccountName", "AccountPassword"]),
                _ => ("AccessKeys", ["AccessKeyId", "AccessKeySecret"]),
            };
            let given: Value = serde_json::from_str(data).map_err(|_| bad())?;
            let all = given.get(list).and_then(Value::as_array).ok_or_else(bad)?;
            let most = if text("SecretSubType") == "SingleUser" { 1 } else { 2 };
            let fits = |it: &Value| names.iter().all(|n| it.get(n).is_some_and(Value::is_string));
            let needed = if kind == "Rds" { most } else { 1 };
            if !(needed..=most).contains(&all.len()) || !all.iter().all(fits) {
                return Err(bad());
            }
            let mut all = all.clone();
            if kind == "RAMCredentials" {
                let pair =
                    |it: &Value| names.map(|n| it[n].as_str().unwrap_or_default().to_owned());
                let pairs: Vec<_> = all.iter().map(pair).map(|[id, key]| (id, key)).collect();
                // Only who has the keys can hand them over (documented: all pairs of the user).
                if !rotated_keys::are_all(cx, text("UserName"), &pairs)?.ok_or(NO_RESOURCE)? {
                    return Err(bad());
                }
                for it in all.iter_mut().filter_map(Value::as_object_mut) {
                    it.insert("GenerateTimestamp".into(), iso(cx.now).into());
                }
            }
            Ok(all)
        }
    }
}

/// Rotates a secret: a new version counts from then on, and `kms/rotations` tells of it. Answers whether it did: not where
/// what the secret is the credential of is missing. The secret is to be stored by the caller.
pub(super) fn rotate(
    cx: &mut Cx<'_>,
    secret: &mut Secret,
    (version, cause): (&str, &str),
) -> Result<bool> {
    let place = Place::of(cx);
    let of = (place, secret.seq);
    let current = value(cx, secret, CURRENT)?.ok_or(NO_RESOURCE)?;
    let next = match secret.kind.as_str() {
        _ if secret.missing => None,
        "RAMCredentials" => {
            let before = value(cx, secret, PREVIOUS)?;
            next_access_key(cx, secret, (&current, before.as_ref()))?
        }
        // Where there are two users, the one that does not count gets the new password.
        _ => {
            let next = value(cx, secret, PREVIOUS)?.unwrap_or(current);
            Some(renewed(cx, next)?)
        }
    };
    let Some((next, credential)) = next else {
        secret.missing = true;
        return Ok(false);
    };
    secret_values::add(cx, secret, (version, &next.to_string(), "text"))?;
    version_labels::put(cx.tx, of, CURRENT, version)?;
    secret.rotated = Some(cx.now);
    secret.changed = cx.now;
    let told = Rotation {
        secret: secret.name.clone(),
        version: version.to_owned(),
        kind: secret.kind.clone(),
        credential,
        cause: cause.to_owned(),
        at: cx.now,
    };
    rotations::add(cx.tx, place, &told)?;
    Ok(true)
}

/// Another access key of the user, and the name of the user.
fn next_access_key(
    cx: &mut Cx<'_>,
    secret: &Secret,
    (current, before): (&Value, Option<&Value>),
) -> Result<Option<(Value, String)>> {
    let config: Value = serde_json::from_str(&secret.extended).map_err(ApiError::internal)?;
    let user = config.get("UserName").and_then(Value::as_str).unwrap_or_default();
    let id_of = |it: &Value| it.get("AccessKeyId").and_then(Value::as_str).map(str::to_owned);
    let kept = id_of(current).unwrap_or_default();
    let known: Vec<String> = before.and_then(id_of).into_iter().collect();
    let Some((id, key)) = rotated_keys::another(cx, user, (&kept, &known))? else {
        return Ok(None);
    };
    let made = iso(cx.now);
    let value = json!({"AccessKeyId": id, "AccessKeySecret": key, "GenerateTimestamp": made});
    Ok(Some((value, user.to_owned())))
}

/// A value with another password or key pair, and whose it is.
fn renewed(cx: &mut Cx<'_>, mut value: Value) -> Result<(Value, String)> {
    let Some(members) = value.as_object_mut() else { return Ok((value, String::new())) };
    let made = password(cx);
    for name in ["AccountPassword", "Password"] {
        if members.contains_key(name) {
            members.insert(name.into(), made.clone().into());
        }
    }
    if members.contains_key("PrivateKey") {
        let key = cx.rsa_key(2048)?;
        let public = key.public().map_err(ApiError::internal)?;
        members.insert("PrivateKey".into(), key.pem().into());
        members.insert("PublicKey".into(), x509::encode("PUBLIC KEY", &public.der()).into());
    }
    let named = ["AccountName", "UserName"].iter().find_map(|it| members.get(*it)?.as_str());
    let whose = named.unwrap_or_default().to_owned();
    Ok((value, whose))
}

/// The value of the version with this label, if there is one.
fn value(cx: &mut Cx<'_>, secret: &Secret, label: &str) -> Result<Option<Value>> {
    let of = (Place::of(cx), secret.seq);
    let Some(id) = version_labels::holder(cx.tx, of, label)? else { return Ok(None) };
    let Some(found) = secret_versions::version(cx.tx, of, &id)? else { return Ok(None) };
    let text = secret_values::open(cx, &found)?;
    Ok(serde_json::from_str(&text).ok())
}

/// An account with its password.
fn account(name: &str, password: &str) -> Value {
    json!({"AccountName": name, "AccountPassword": password})
}

fn password(cx: &mut Cx<'_>) -> String {
    ids::pick(cx.random, PASSWORD, 32)
}

/// The name that the service gives a secret of a RAM user.
pub(super) fn of_user(config: &Map<String, Value>) -> String {
    let user = config.get("UserName").and_then(Value::as_str).unwrap_or_default();
    format!("acs/ram/user/{user}")
}
