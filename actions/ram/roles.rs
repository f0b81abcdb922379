//! Roles: their rules, for RAM and for Resource Manager, where they are the same objects, and their
//! representation in answers.

use serde::Serialize;

use super::{
    attach::Entity,
    policy_faults::{
        MALFORMED_POLICY, NO_ROLE, ROLE_EXISTS, ROLE_HAS_POLICY, SERVICE_LINKED, TOO_MANY_ROLES,
    },
    principals,
    tables::{
        holds_policies,
        roles::{self, Role},
        tags::{ROLE, Tag},
        users,
    },
    tags::{self, Tags},
};
use crate::{
    Cx, Result,
    policy::{Document, DocumentKind, TrustedPrincipal},
    request::page::Page,
    shared::{format::iso, ids},
};

/// Maximum number of roles in an account.
const LIMIT: i64 = 1000;

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
fn check_trust(cx: &mut Cx<'_>, document: &str) -> Result<()> {
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

/// What a new role has.
pub(crate) struct NewRole {
    pub(crate) name: String,
    /// Its trust policy, as JSON.
    pub(crate) trust: String,
    /// Its description.
    pub(crate) about: String,
    /// The longest session, in seconds.
    pub(crate) max_session: i64,
    pub(crate) console_login: bool,
    pub(crate) tags: Vec<Tag>,
}

/// Creates a role. Names compare without case. The users and roles of the account that the trust policy
/// names must exist.
pub(crate) fn create(cx: &mut Cx<'_>, new: NewRole) -> Result<RoleView> {
    check_trust(cx, &new.trust)?;
    let account = &cx.caller.account;
    if roles::role(cx.tx, account, &new.name)?.is_some() {
        return Err(ROLE_EXISTS.into());
    }
    if roles::count_roles(cx.tx, account)? >= LIMIT {
        return Err(TOO_MANY_ROLES.into());
    }
    let mut made = Role {
        seq: 0,
        id: new_id(cx),
        name: new.name,
        about: new.about,
        trust: new.trust,
        max_session: new.max_session,
        service_linked: false,
        console_login: new.console_login,
        made: cx.now,
        changed: cx.now,
    };
    roles::put_role(cx.tx, account, &mut made)?;
    tags::add(cx, (ROLE, made.seq), &new.tags)?;
    Ok(RoleView::of(account, made))
}

/// The role called `name`, as in answers.
pub(crate) fn get(cx: &mut Cx<'_>, name: &str) -> Result<RoleView> {
    let role = find(cx, name)?;
    Ok(RoleView::of(&cx.caller.account, role))
}

/// A page of the roles in creation order, and how many there are.
pub(crate) fn page(cx: &mut Cx<'_>, page: Page) -> Result<(Vec<RoleView>, i64)> {
    let account = &cx.caller.account;
    let found = roles::page_of_roles(cx.tx, account, (page.skip(), page.size))?;
    let total = roles::count_roles(cx.tx, account)?;
    Ok((found.into_iter().map(|role| RoleView::of(account, role)).collect(), total))
}

/// What to change of a role; what is absent stays.
pub(crate) struct RoleChanges {
    pub(crate) trust: Option<String>,
    pub(crate) max_session: Option<i64>,
    pub(crate) about: Option<String>,
    pub(crate) console_login: Option<bool>,
}

/// Changes a role that is not service-linked.
pub(crate) fn update(cx: &mut Cx<'_>, name: &str, to: RoleChanges) -> Result<RoleView> {
    let mut role = find_modifiable(cx, name)?;
    if let Some(trust) = to.trust {
        check_trust(cx, &trust)?;
        role.trust = trust;
    }
    role.max_session = to.max_session.unwrap_or(role.max_session);
    role.about = to.about.unwrap_or(role.about);
    role.console_login = to.console_login.unwrap_or(role.console_login);
    role.changed = cx.now;
    let account = &cx.caller.account;
    roles::put_role(cx.tx, account, &mut role)?;
    Ok(RoleView::of(account, role))
}

/// Deletes a role that has no policies and is not service-linked. Its sessions become invalid.
pub(crate) fn delete(cx: &mut Cx<'_>, name: &str) -> Result<()> {
    let role = find_modifiable(cx, name)?;
    let account = &cx.caller.account;
    if holds_policies(cx.tx, account, "role", role.seq)? {
        return Err(ROLE_HAS_POLICY.into());
    }
    Ok(roles::delete_role(cx.tx, account, role.seq)?)
}

/// A role in answers.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(crate) struct RoleView {
    pub(crate) role_id: String,
    pub(crate) role_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) role_principal_name: Option<String>,
    pub(crate) arn: String,
    pub(crate) description: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) assume_role_policy_document: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) max_session_duration: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) allow_console_login: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) is_service_linked_role: Option<bool>,
    pub(crate) create_date: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) update_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) tags: Option<Tags>,
}

impl RoleView {
    /// All fields except tags; each answer clears those it does not have.
    pub(super) fn of(account: &str, role: Role) -> Self {
        Self {
            arn: arn(account, &role.name, role.service_linked),
            role_principal_name: Some(principals::full_name(Entity::Role, &role.name, account)),
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
