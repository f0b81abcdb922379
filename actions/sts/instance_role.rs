//! Sessions of the role of an ECS instance: what a program on an instance gets from the metadata service, and here also
//! from the control API. The service `ecs.aliyuncs.com` assumes the role, so its trust policy must allow that.

use std::borrow::Cow;

use serde::Serialize;

use super::credentials::{Arn, AssumedRole, Credentials};
use crate::{
    ApiError, Cx, Product, Result,
    core::control::ControlError,
    policy::{self, Document, DocumentKind, PrincipalName, Request, Rights, Subject},
    ram::{account_roles, identity},
    shared::{accounts, format},
};

/// The product that issues the sessions.
pub static ISSUER: &Product = &super::STS;

/// Who assumes the role of an instance (the vendor's page on instance RAM roles).
const SERVICE: &str = "ecs.aliyuncs.com";

/// The role that an account gets if it has none that `SERVICE` may assume.
const MADE: &str = "localyun";
const MADE_FOR: &str =
    "Made by Localyun for programs that get their credentials as on an ECS instance.";
const MADE_WITH: &str = "AdministratorAccess";

/// For how long the sessions of an instance are valid, in seconds: six hours.
pub const SECONDS: i64 = 6 * 3600;

/// A session of an instance's role, as the metadata service answers it.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub struct InstanceSession {
    #[serde(flatten)]
    credentials: Credentials,
    last_updated: String,
    code: &'static str,
}

/// What session is wanted.
#[derive(Clone, Debug)]
pub struct Wanted {
    /// The role, by its name or its ARN; the account's only one that an instance may have unless given.
    pub role: Option<String>,
    /// For how many seconds; the role's longest session is no limit if this is `None`, and [`SECONDS`] are meant.
    pub seconds: Option<i64>,
    /// The name of the session.
    pub session: String,
}

/// The account that a role is in which is named by its ARN.
#[must_use]
pub fn account_of(role: &str) -> Option<&str> {
    Some(role.strip_prefix("acs:ram::")?.split_once(':')?.0)
}

/// The name of the role of an instance of the caller's account: `asked`, by name or ARN, or the only one that
/// `SERVICE` may assume. None if nothing is asked for and there is none; [`make`] then makes one. An error if `asked`
/// does not exist, if `SERVICE` may not assume it, or if there are several.
pub fn name(cx: &mut Cx<'_>, asked: Option<&str>) -> Result<Option<String>, ControlError> {
    let account = own_account(cx)?;
    if let Some(asked) = asked {
        return Ok(Some(find(cx, &account, asked)?.role.name));
    }
    let all = account_roles::trusts(cx.tx, &account)?;
    let mut trusting = Vec::new();
    for (name, trust) in all {
        let trust = Document::parse(&trust, DocumentKind::Trust).map_err(ApiError::internal)?;
        if is_trusted(cx, &account, &name, &trust) {
            trusting.push(name);
        }
    }
    if trusting.len() > 1 {
        return Err(ControlError::Wrong(format!(
            "the account {account} has several roles that {SERVICE} may assume: name one with ?role=: {}",
            trusting.join(", ")
        )));
    }
    Ok(trusting.pop())
}

/// Makes the role `localyun` in the caller's account: `SERVICE` may assume it, and it may do everything.
pub fn make(cx: &mut Cx<'_>) -> Result<String, ControlError> {
    let account = own_account(cx)?;
    account_roles::make_for_service(cx, &account, MADE, (SERVICE, MADE_FOR, MADE_WITH))?;
    cx.effects.identities_changed = true;
    Ok(MADE.to_owned())
}

/// A session of a role of the caller's account that [`name`] has found.
pub fn session(
    cx: &mut Cx<'_>,
    wanted: &Wanted,
    name: &str,
) -> Result<InstanceSession, ControlError> {
    let account = own_account(cx)?;
    let assumed = find(cx, &account, name)?;
    let longest = assumed.role.max_session;
    if let Some(seconds) = wanted.seconds.filter(|it| *it > longest) {
        return Err(ControlError::Wrong(format!(
            "sessions of the role {name} last at most {longest} seconds, not {seconds}: its MaxSessionDuration says so"
        )));
    }
    let seconds = wanted.seconds.unwrap_or(SECONDS);
    let (credentials, _) = assumed.session(cx, &wanted.session, (seconds, None))?;
    Ok(InstanceSession { credentials, last_updated: format::iso(cx.now), code: "Success" })
}

/// The caller's account, if there is one.
pub(crate) fn own_account(cx: &mut Cx<'_>) -> Result<String, ControlError> {
    let id = cx.caller.account.clone();
    match accounts::account(cx.tx, &id)? {
        Some(_) => Ok(id),
        None => Err(ControlError::NotFound(format!("there is no account {id}"))),
    }
}

/// The role of a name or an ARN, if `SERVICE` may assume it.
fn find(cx: &mut Cx<'_>, account: &str, asked: &str) -> Result<AssumedRole, ControlError> {
    let arn = asked.starts_with("acs:").then(|| Arn::parse(asked, "role"));
    let name = match &arn {
        None => asked,
        Some(Some(arn)) if arn.account == account => &arn.name,
        Some(Some(arn)) => {
            return Err(ControlError::Wrong(format!(
                "the role belongs to the account {}, and {account} is asked for",
                arn.account
            )));
        }
        Some(None) => {
            return Err(ControlError::Wrong(
                "a role is a name, or an ARN such as acs:ram::1000000000000001:role/NAME".into(),
            ));
        }
    };
    let role = identity::role_named(cx.tx, account, name)?.ok_or_else(|| {
        ControlError::NotFound(format!("the account {account} has no role {name}"))
    })?;
    let trust = Document::parse(&role.trust, DocumentKind::Trust).map_err(ApiError::internal)?;
    if !is_trusted(cx, account, &role.name, &trust) {
        return Err(ControlError::Wrong(format!(
            "{SERVICE} may not assume the role {name}: its trust policy must allow sts:AssumeRole with \
             \"Principal\": {{\"Service\": [\"{SERVICE}\"]}}"
        )));
    }
    Ok(AssumedRole { account: account.to_owned(), role, trust })
}

/// Whether `SERVICE` may assume a role with this trust policy.
fn is_trusted(cx: &Cx<'_>, account: &str, role: &str, trust: &Document) -> bool {
    let facts = cx.authority.facts;
    let subject = Subject::new(account, PrincipalName::Service(SERVICE), Rights::NONE);
    let resources = [Cow::Owned(format!("acs:ram:*:{account}:role/{role}"))];
    let request = Request::new("sts:AssumeRole", &resources, facts);
    policy::assume_role(&subject, trust, &request).allowed
}
