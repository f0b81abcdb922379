//! Principals: the caller, and those a trust policy names.

/// The caller as policies identify it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrincipalName<'a> {
    /// The account itself.
    Root,
    /// A RAM user, by its name.
    User(&'a str),
    /// A session of a role, by the role's name.
    Role(&'a str),
    /// A federated caller, by the ARN of its identity provider.
    Federated(&'a str),
    /// A cloud service, by its host name.
    Service(&'a str),
}

/// A principal in a trust policy. A named user or role must exist when the policy is saved;
/// checking that is up to the caller.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TrustedPrincipal {
    /// `acs:ram::<account>:root`: every authorised user and role of the account.
    Account(String),
    /// `acs:ram::<account>:user/<name>`
    User {
        /// The account.
        account: String,
        /// The name of the user.
        name: String,
    },
    /// `acs:ram::<account>:role/<name>`
    Role {
        /// The account.
        account: String,
        /// The name of the role.
        name: String,
    },
    /// `ecs.aliyuncs.com`
    Service(String),
    /// The ARN of an identity provider.
    Federated(String),
}

impl TrustedPrincipal {
    /// Reads a value under `element` of `Principal`: `RAM`, `Service` or `Federated`.
    pub(super) fn parse(element: &str, value: &str) -> Option<Self> {
        if element == "Service" {
            let host = !value.is_empty() && !value.contains([':', '/', '*', ' ']);
            return host.then(|| Self::Service(value.to_owned()));
        }
        let (account, rest) = value.strip_prefix("acs:ram::")?.split_once(':')?;
        if account.is_empty() || !account.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        if rest == "root" {
            return (element == "RAM").then(|| Self::Account(account.to_owned()));
        }
        let (kind, name) = rest.split_once('/')?;
        if name.is_empty() || name.contains(['/', '*', '?']) {
            return None;
        }
        let (account, name) = (account.to_owned(), name.to_owned());
        match (element, kind) {
            ("RAM", "user") => Some(Self::User { account, name }),
            ("RAM", "role") => Some(Self::Role { account, name }),
            ("Federated", "saml-provider" | "oidc-provider") => {
                Some(Self::Federated(value.to_owned()))
            }
            _ => None,
        }
    }

    /// Whether this is `who` of the account `theirs`. The names of users and roles are compared
    /// without case, as everywhere in RAM.
    pub(super) fn matches(&self, who: PrincipalName<'_>, theirs: &str) -> bool {
        match (self, who) {
            (Self::Account(account), PrincipalName::User(_) | PrincipalName::Role(_)) => {
                account == theirs
            }
            (Self::User { account, name }, PrincipalName::User(user)) => {
                account == theirs && name.eq_ignore_ascii_case(user)
            }
            (Self::Role { account, name }, PrincipalName::Role(role)) => {
                account == theirs && name.eq_ignore_ascii_case(role)
            }
            (Self::Service(host), PrincipalName::Service(service)) => {
                host.eq_ignore_ascii_case(service)
            }
            (Self::Federated(arn), PrincipalName::Federated(provider)) => arn == provider,
            _ => false,
        }
    }
}
