//! Roles: lookup, trust policy checks, and their representation in answers.

use serde::Serialize;

use super::{
    policy_faults::{MALFORMED_POLICY, NO_ROLE, SERVICE_LINKED},
    tables::{
        roles::{self, Role},
        users,
    },
    tags::Tags,
};
use crate::{
    Cx, Result,
    policy::{Document, DocumentKind, TrustedPrincipal},
    shared::{format::iso, ids},
};

/// Maximum number of roles in an account.
pub(super) const LIMIT: i64 = 1000;

/// The role called `name`.
pub(super) fn find(cx: &mut Cx<'_>, name: &str) -> Result<Role> {
    Ok(roles::role(cx.tx, &cx.caller.account, name)?.ok_or(NO_ROLE)?)
}

/// The role called `name`; an error if it is service-linked.
pub(super) fn find_modifiable(cx: &mut Cx<'_>, name: &str) -> Result<Role> {
    let role = find(cx, name)?;
    if role.service_linked { Err(SERVICE_LINKED.into()) } else { Ok(role) }
}

/// A new id: 18 digits, of which the first is a 3.
pub(super) fn new_id(cx: &mut Cx<'_>) -> String {
    format!("3{}", ids::pick(cx.random, b"0123456789", 17))
}

/// Rejects invalid trust policies, and those that name users or roles that do not exist in the
/// account. Those of other accounts are not checked, because they may be elsewhere.
pub(super) fn check_trust(cx: &mut Cx<'_>, document: &str) -> Result<()> {
    let document = Document::parse(document, DocumentKind::Trust)
        .map_err(|malformed| MALFORMED_POLICY.with(&malformed.to_string()))?;
    let own = &cx.caller.account;
    for trusted in document.trusted() {
        let (there, what, name) = match trusted {
            TrustedPrincipal::User { account, name } if account == own => {
                (users::user(cx.tx, own, name)?.is_some(), "user", name)
            }
            TrustedPrincipal::Role { account, name } if account == own => {
                (roles::role(cx.tx, own, name)?.is_some(), "role", name)
            }
            _ => continue,
        };
        if !there {
            let problem = format!("Invalid principal: the {what} {name} does not exist.");
            return Err(MALFORMED_POLICY.with(&problem));
        }
    }
    Ok(())
}

/// A role in answers.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct RoleView {
    pub(super) role_id: String,
    pub(super) role_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) role_principal_name: Option<String>,
    pub(super) arn: String,
    pub(super) description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) assume_role_policy_document: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) max_session_duration: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) allow_console_login: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) is_service_linked_role: Option<bool>,
    pub(super) create_date: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) update_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) tags: Option<Tags>,
}

impl RoleView {
    /// All fields except tags; each answer clears those it does not have.
    pub(super) fn of(account: &str, role: Role) -> Self {
        Self {
            arn: arn(account, &role.name, role.service_linked),
            role_principal_name: Some(format!("{}@role.{account}.onaliyunservice.com", role.name)),
            role_id: role.id,
            role_name: role.name,
            description: role.about,
            assume_role_policy_document: Some(role.trust),
            max_session_duration: Some(role.max_session),
            allow_console_login: Some(role.console_login),
            is_service_linked_role: Some(role.service_linked),
            create_date: iso(role.made),
            update_date: Some(iso(role.changed)),
            tags: None,
        }
    }
}

/// The ARN of a role. The vendor's examples have those of service-linked roles in lower case.
pub(super) fn arn(account: &str, name: &str, service_linked: bool) -> String {
    if service_linked {
        format!("acs:ram::{account}:role/{}", name.to_ascii_lowercase())
    } else {
        format!("acs:ram::{account}:role/{name}")
    }
}
