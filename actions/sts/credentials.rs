//! Shared by the three `AssumeRole` actions and the sessions of instances: the role of an ARN, and the credentials.

use serde::Serialize;

use super::token::Token;
use crate::{
    ApiError, Cx, Fault, Params, Result, int,
    policy::{Document, DocumentKind},
    ram::identity::{self, Role},
    shared::{access_key, format, ids},
    text,
};

/// The default session duration, in seconds.
const DEFAULT_SECONDS: i64 = 3600;

/// A parsed `acs:ram::<account>:<kind>/<name>`.
pub(super) struct Arn {
    pub(super) account: String,
    pub(super) name: String,
}

impl Arn {
    /// Parses an ARN of this `kind`, such as `role`.
    pub(super) fn parse(text: &str, kind: &str) -> Option<Self> {
        let (account, rest) = text.strip_prefix("acs:ram::")?.split_once(':')?;
        let name = rest.strip_prefix(kind)?.strip_prefix('/')?;
        let digits = account.bytes().all(|b| b.is_ascii_digit()) && !account.is_empty();
        let plain = |c: char| c.is_alphanumeric() || "._-@".contains(c);
        (digits && (1..=128).contains(&name.len()) && name.chars().all(plain))
            .then(|| Self { account: account.to_owned(), name: name.to_owned() })
    }
}

fn is_role(text: &str) -> bool {
    Arn::parse(text, "role").is_some()
}

fn of_session(c: char) -> bool {
    c.is_ascii_alphanumeric() || ".@-_".contains(c)
}

/// The parameters of the requested session.
pub(super) struct SessionRequest {
    role_arn: String,
    seconds: Option<i64>,
    policy: Option<String>,
}

/// The name of a session.
pub(super) fn session_name(p: &mut Params<'_>) -> Result<String> {
    p.required(text("RoleSessionName").chars(2, 64, of_session).doc("A name for the session."))
}

impl SessionRequest {
    pub(super) fn read(p: &mut Params<'_>) -> Result<Self> {
        let role = text("RoleArn").form("role ARN", is_role).doc("The role to assume, by its ARN.");
        let seconds = int("DurationSeconds").min(900);
        Ok(Self {
            role_arn: p.required(role)?,
            seconds: p.optional(seconds.doc("How long the session lasts; 3600 if left out."))?,
            policy: p.optional(
                text("Policy")
                    .len(1, 2048)
                    .doc("A session policy that restricts the role's permissions."),
            )?,
        })
    }

    pub(super) fn role_arn(&self) -> &str {
        &self.role_arn
    }

    /// The role, with its account; the error `none` if it does not exist.
    pub(super) fn role(&self, cx: &mut Cx<'_>, none: Fault) -> Result<AssumedRole> {
        let unknown = || none.with(&self.role_arn);
        let arn = Arn::parse(&self.role_arn, "role").ok_or_else(unknown)?;
        let role = identity::role_named(cx.tx, &arn.account, &arn.name)?.ok_or_else(unknown)?;
        let trust =
            Document::parse(&role.trust, DocumentKind::Trust).map_err(ApiError::internal)?;
        Ok(AssumedRole { account: arn.account, role, trust })
    }

    /// Issues the credentials of a session of the role, with its identity in the answer.
    pub(super) fn credentials(
        self,
        cx: &mut Cx<'_>,
        of: &AssumedRole,
        session: &str,
        (bad_policy, bad_duration): (Fault, Fault),
    ) -> Result<(Credentials, User)> {
        if self
            .policy
            .as_deref()
            .is_some_and(|p| Document::parse(p, DocumentKind::Identity).is_err())
        {
            return Err(bad_policy.into());
        }
        let seconds = self.seconds.unwrap_or(DEFAULT_SECONDS);
        if seconds > of.role.max_session {
            return Err(bad_duration.into());
        }
        of.session(cx, session, (seconds, self.policy))
    }
}

/// The role to assume.
pub(super) struct AssumedRole {
    pub(super) account: String,
    pub(super) role: Role,
    pub(super) trust: Document,
}

impl AssumedRole {
    /// Its ARN in policies.
    pub(super) fn resource(&self) -> String {
        format!("acs:ram:*:{}:role/{}", self.account, self.role.name)
    }

    /// The credentials of a session of so many seconds, restricted by a policy if there is one, and its identity.
    pub(super) fn session(
        &self,
        cx: &mut Cx<'_>,
        name: &str,
        (seconds, policy): (i64, Option<String>),
    ) -> Result<(Credentials, User)> {
        let token = Token {
            key_id: access_key::temporary(cx),
            secret: ids::letters(cx.random, 44),
            account: self.account.clone(),
            role_id: self.role.id.clone(),
            session: name.to_owned(),
            expires: cx.now.saturating_add(seconds * 1000),
            policy,
        };
        let user = User {
            arn: format!("acs:ram::{}:role/{}/{name}", self.account, self.role.name),
            assumed_role_id: format!("{}:{name}", self.role.id),
        };
        let credentials = Credentials {
            security_token: token.seal(cx.vault).map_err(ApiError::internal)?,
            expiration: format::iso(token.expires),
            access_key_id: token.key_id,
            access_key_secret: token.secret,
        };
        Ok((credentials, user))
    }
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct User {
    arn: String,
    assumed_role_id: String,
}

impl User {
    /// As the answer of `AssumeRoleWithSAML` spells it (the vendor's sample).
    pub(super) fn by_saml(self, of: &AssumedRole, session: &str) -> Self {
        let arn = format!("acs:sts::{}:assumed-role/{}/{session}", of.account, of.role.name);
        Self { arn, ..self }
    }
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Credentials {
    access_key_id: String,
    access_key_secret: String,
    security_token: String,
    expiration: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_arn_is_taken_apart() {
        let arn = Arn::parse("acs:ram::1000000000000001:role/ops", "role").unwrap();
        assert_eq!((&*arn.account, &*arn.name), ("1000000000000001", "ops"));
        for bad in [
            "",
            "acs:ram::1000000000000001:role/",
            "acs:ram:::role/ops",
            "acs:ram::1000000000000001:user/ops",
            "acs:ram::x:role/ops",
            "acs:ram::1000000000000001:role/ops/alice",
        ] {
            assert!(Arn::parse(bad, "role").is_none(), "{bad}");
        }
    }
}
