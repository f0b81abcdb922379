//! Users by their logon names: `alice@<domain>`. They are RAM's users.
//!
//! Assumed: a policy on a user is about that user by whichever name, id or key a call names it.

use serde::Serialize;

use crate::{
    Cx, Fault, Params, ResourceReader, Result, Spec, in_resource,
    ram::{
        account,
        users::{self, NO_USER, Tag, User},
    },
    shared::format::iso,
    text,
};

/// The vendor's page requires exactly one of the three; code and words of the refusal are assumed.
pub(super) const ONE_OF: Fault = Fault {
    status: 400,
    code: "InvalidParameter.UserPrincipalName",
    message: "Specify exactly one of %s.",
};

/// `<name>@<domain>`; the name is that of a user.
fn is_logon_name(it: &str) -> bool {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_');
    it.split_once('@').is_some_and(|(name, domain)| {
        (1..=64).contains(&name.len())
            && name.chars().all(plain)
            && domain.contains('.')
            && domain.len() <= 128
            && domain.chars().all(plain)
    })
}

/// A parameter that is a logon name.
pub(super) const fn logon_name(parameter: &'static str) -> Spec<String> {
    text(parameter).form("logon name", is_logon_name).doc("The logon name: name@domain.")
}

/// A mobile phone number, with the code of its country.
pub(super) const fn phone(parameter: &'static str) -> Spec<String> {
    text(parameter).form("phone number", is_phone)
}

fn is_phone(it: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    it.len() <= 32 && it.split_once('-').is_some_and(|(a, b)| digits(a) && digits(b))
}

/// The account's domain: its alias, or its id, followed by `.onaliyun.com`.
pub(super) fn domain(cx: &mut Cx<'_>) -> Result<String> {
    Ok(format!("{}.onaliyun.com", account::domain_label(cx)?))
}

/// The name before the `@`, if the domain belongs to the account: the one with its alias, or the
/// one with its id, which is always valid.
pub(super) fn name_of(cx: &mut Cx<'_>, logon: &str) -> Result<Option<String>> {
    let own = format!("{}.onaliyun.com", cx.caller.account);
    let current = domain(cx)?;
    let parts = logon.split_once('@');
    let known = |d: &str| d.eq_ignore_ascii_case(&own) || d.eq_ignore_ascii_case(&current);
    Ok(parts.filter(|(_, d)| known(d)).map(|(name, _)| name.to_owned()))
}

/// The user of this logon name.
pub(super) fn user(cx: &mut Cx<'_>, logon: &str) -> Result<User> {
    let name = name_of(cx, logon)?.ok_or(NO_USER)?;
    users::user(cx.tx, &cx.caller.account, &name)?.ok_or_else(|| NO_USER.into())
}

/// Selects a user by logon name or by id.
pub(super) struct UserSelector {
    pub(super) logon: Option<String>,
    pub(super) id: Option<String>,
}

impl UserSelector {
    pub(super) fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self {
            logon: p.optional(logon_name("UserPrincipalName"))?,
            id: p.optional(text("UserId").doc("The id of the user."))?,
        })
    }

    pub(super) fn find(&self, cx: &mut Cx<'_>) -> Result<User> {
        match (&self.logon, &self.id) {
            (Some(logon), None) => user(cx, logon),
            (None, Some(id)) => {
                let found = users::user_of_id(cx.tx, &cx.caller.account, id)?;
                found.ok_or_else(|| NO_USER.into())
            }
            _ => Err(ONE_OF.with("UserPrincipalName and UserId")),
        }
    }
}

/// The user named by a call, as a resource ARN with its name: from logon name, id or access key,
/// whichever is given. Actions that accept only one of them fail if there are more. An unknown user
/// is `*`.
pub(super) const USER: ResourceReader = |tx, caller, p| {
    let account = &caller.account;
    let name = if let Some(logon) = p.optional(text("UserPrincipalName"))? {
        logon.split('@').next().map(str::to_owned)
    } else if let Some(id) = p.optional(text("UserId"))? {
        users::user_of_id(tx, account, &id)?.map(|user| user.name)
    } else if let Some(key) = p.optional(text("UserAccessKeyId"))? {
        users::user_of_key(tx, account, &key)?.map(|user| user.name)
    } else {
        None
    };
    let name = name.as_deref().map_or("*", in_resource);
    Ok(vec![format!("acs:ram:*:{account}:user/{name}")])
};

/// A user in answers. Its fields differ between actions.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct UserInfo {
    user_id: String,
    user_principal_name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    user_name: Option<String>,
    display_name: String,
    mobile_phone: String,
    email: String,
    comments: String,
    provision_type: String,
    create_date: String,
    update_date: String,
    last_login_date: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    status: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    tags: Option<Tags>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct Tags {
    tag: Vec<TagView>,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
struct TagView {
    tag_key: String,
    tag_value: String,
}

impl UserInfo {
    pub(super) fn of(domain: &str, u: User) -> Self {
        Self {
            user_id: u.id,
            user_principal_name: format!("{}@{domain}", u.name),
            user_name: None,
            display_name: u.display,
            mobile_phone: u.phone,
            email: u.email,
            comments: u.comments,
            provision_type: u.provision,
            create_date: iso(u.made),
            update_date: iso(u.changed),
            last_login_date: u.last_login.map(iso).unwrap_or_default(),
            status: None,
            tags: None,
        }
    }

    /// With its tags.
    pub(super) fn tagged(cx: &mut Cx<'_>, domain: &str, u: User) -> Result<Self> {
        let found = users::tags_of(cx.tx, &cx.caller.account, &u)?;
        let shape = |tag: Tag| TagView { tag_key: tag.key, tag_value: tag.value };
        let tags = Some(Tags { tag: found.into_iter().map(shape).collect() });
        Ok(Self { tags, ..Self::of(domain, u) })
    }

    /// As in `GetUser`, with its user name.
    pub(super) fn whole(cx: &mut Cx<'_>, domain: &str, u: User) -> Result<Self> {
        let user_name = Some(u.name.clone());
        Ok(Self { user_name, ..Self::tagged(cx, domain, u)? })
    }

    /// As in lists. Users are never frozen here.
    pub(super) fn listed(cx: &mut Cx<'_>, domain: &str, u: User) -> Result<Self> {
        Ok(Self { status: Some("active"), ..Self::tagged(cx, domain, u)? })
    }
}

/// The answer of all actions on one user.
#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct UserResponse {
    pub(super) user: UserInfo,
}

/// Only users with this status. All are active.
pub(super) const STATUS: Spec<String> =
    text("Status").one_of(&["active", "freeze"]).doc("Only users with this status.");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_logon_name_has_a_name_and_a_domain() {
        for good in ["alice@1000000000000001.onaliyun.com", "a.b-c_d@x.onaliyun.com"] {
            assert!(is_logon_name(good), "{good}");
        }
        for bad in ["", "alice", "@x.y", "alice@", "alice@x", "a b@x.y", "a@b@x.y"] {
            assert!(!is_logon_name(bad), "{bad}");
        }
    }
}
