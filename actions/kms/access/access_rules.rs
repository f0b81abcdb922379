//! What network rules, permission policies and access points are made of.

use serde_json::{Map, Value};

use crate::{Result, Spec, kms::faults::bad, text};

/// The name of one of them, by which it is known.
pub(super) const NAME: Spec<String> = text("Name").line(1, 192).doc("The name.");

/// The permissions that a policy can give.
const PERMISSIONS: &[&str] = &[
    "RbacPermission/Template/CryptoServiceKeyUser",
    "RbacPermission/Template/CryptoServiceSecretUser",
];

/// How many policies an access point has at most.
const MOST_POLICIES: usize = 3;

/// The texts of a list in JSON.
pub(super) fn texts(name: &str, list: &str) -> Result<Vec<String>> {
    serde_json::from_str(list).map_err(|_| bad(name))
}

/// A list in JSON whose texts are good, without blanks.
fn list(name: &str, text: &str, good: impl Fn(&str) -> bool) -> Result<String> {
    let all = texts(name, text)?;
    if !all.iter().all(|it| good(it)) {
        return Err(bad(name));
    }
    Ok(Value::from(all).to_string())
}

/// Addresses and networks of version 4.
pub(super) fn addresses(text: Option<&str>) -> Result<String> {
    list("SourcePrivateIp", text.unwrap_or("[]"), |it| {
        let (address, bits) = it.split_once('/').unwrap_or((it, "32"));
        address.parse::<core::net::Ipv4Addr>().is_ok() && bits.parse::<u8>().is_ok_and(|n| n <= 32)
    })
}

/// What a policy permits.
pub(super) fn permissions(text: &str) -> Result<String> {
    list("Permissions", text, |it| PERMISSIONS.contains(&it))
}

/// What a policy is about: `key/…` and `secret/…`.
pub(super) fn resources(text: &str) -> Result<String> {
    list("Resources", text, |it| {
        let name = it.strip_prefix("key/").or_else(|| it.strip_prefix("secret/"));
        name.is_some_and(|it| !it.is_empty())
    })
}

/// The network rules of a policy, an object in JSON.
pub(super) fn rules(text: Option<&str>) -> Result<String> {
    let Some(text) = text else { return Ok(String::new()) };
    let parsed: Map<String, Value> =
        serde_json::from_str(text).map_err(|_| bad("AccessControlRules"))?;
    Ok(Value::Object(parsed).to_string())
}

/// The names of the policies of an access point.
pub(super) fn policies(text: &str) -> Result<String> {
    let text = list("Policies", text, |it| !it.is_empty())?;
    if texts("Policies", &text)?.len() > MOST_POLICIES {
        return Err(bad("Policies"));
    }
    Ok(text)
}
