//! The network policy of an access key: which addresses it may be used from.
//!
//! It is only stored and returned; nothing refuses a call for the address it comes from.
//!
//! Assumed: members that the vendor's page does not have are refused, as are address lists of a network that is not
//! named.

use serde::{Deserialize, Serialize};

use crate::{
    Cx, Params, Result,
    ims::user_info::{self, logon_name},
    ram::{account::are_masks, key_networks::owned_key},
    text,
};

/// The key that a call names.
pub(super) struct KeySelector {
    key: String,
    logon: Option<String>,
}

impl KeySelector {
    pub(super) fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            key: p.required(text("UserAccessKeyId").doc("The key."))?,
            logon: p.optional(logon_name("UserPrincipalName"))?,
        })
    }

    /// Its id, if it belongs to the user of the call; without one, to the caller.
    pub(super) fn find(&self, cx: &mut Cx<'_>) -> Result<String> {
        let owner = match &self.logon {
            Some(logon) => Some(user_info::user(cx, logon)?),
            None => None,
        };
        owned_key(cx, &self.key, owner)
    }
}

/// The answer of both actions on the policy.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Response {
    pub(super) access_key_id: String,
    pub(super) access_key_policy: String,
}

/// A policy, its members in the order of the vendor's page.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
struct Policy {
    #[serde(default = "one")]
    version: u8,
    status: Status,
    statements: Vec<Statement>,
}

#[derive(Serialize, Deserialize)]
enum Status {
    Active,
    Inactive,
}

#[derive(Serialize, Deserialize)]
#[serde(rename_all = "PascalCase", deny_unknown_fields)]
struct Statement {
    r#type: Network,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    #[serde(rename = "IPList")]
    ip_list: Vec<String>,
}

#[derive(PartialEq, Serialize, Deserialize)]
enum Network {
    ClassicWhiteList,
    VPCWhiteList,
}

const fn one() -> u8 {
    1
}

/// The policy in the form in which it is kept, with its version; `None` if it is none.
pub(super) fn normal(document: &str) -> Option<String> {
    let policy: Policy = serde_json::from_str(document).ok()?;
    let named = |it: &str| it == "AllowAllVPC" || it.starts_with("vpc-");
    let is_right = |it: &Statement| {
        let value = it.value.as_deref().unwrap_or_default();
        (it.r#type == Network::ClassicWhiteList || named(value))
            && it.ip_list.iter().all(|it| !it.contains(';') && are_masks(it))
    };
    let right = policy.version == 1 && policy.statements.iter().all(is_right);
    right.then(|| serde_json::to_string(&policy).ok()).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_policy_has_a_status_and_statements() {
        let active =
            |statements: &str| format!(r#"{{"Status":"Active","Statements":{statements}}}"#);
        let kept = |statements: &str| normal(&active(statements));
        assert_eq!(kept("[]").unwrap(), r#"{"Version":1,"Status":"Active","Statements":[]}"#);
        for good in [
            r#"[{"Type":"ClassicWhiteList","IPList":["10.0.0.0/8","1.2.3.4"]}]"#,
            r#"[{"Type":"VPCWhiteList","Value":"vpc-a","IPList":["10.0.0.0/8"]}]"#,
            r#"[{"Type":"VPCWhiteList","Value":"AllowAllVPC","IPList":["2001:db8::/32"]}]"#,
        ] {
            assert!(kept(good).unwrap().ends_with(&format!("{good}}}")), "{good}");
        }
        for bad in [
            "null",
            r#"[{"Type":"Other","IPList":[]}]"#,
            r#"[{"Type":"VPCWhiteList","IPList":[]}]"#,
            r#"[{"Type":"ClassicWhiteList"}]"#,
            r#"[{"Type":"ClassicWhiteList","IPList":["10.0.0.0/33"]}]"#,
            r#"[{"Type":"ClassicWhiteList","IPList":["1.2.3.4;1.2.3.5"]}]"#,
            r#"[{"Type":"ClassicWhiteList","IPList":[],"More":1}]"#,
        ] {
            assert!(kept(bad).is_none(), "{bad}");
        }
        for bad in [
            "{}",
            "",
            "x",
            r#"{"Statements":[]}"#,
            r#"{"Version":2,"Status":"Active","Statements":[]}"#,
        ] {
            assert!(normal(bad).is_none(), "{bad}");
        }
    }
}
