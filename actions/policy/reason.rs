//! Explains a denial in sentences: which statement of which policy denies, or what no policy
//! allows.
//!
//! The documents are evaluated again only here, so an allowed request pays nothing.

use std::{borrow::Cow, fmt::Write};

use serde_json::{Map, Value, json};

use super::{
    context::Context,
    decision::{Decision, EntityType, Matched, PolicyKind, PolicyType, Scope},
    document::{AccessQuery, Effect, Evaluation, Mismatch},
    evaluate::{Subject, refusing_level},
    matching::{ActionName, Resource},
    principal::PrincipalName,
};

/// How many policies are named.
const LIMIT: usize = 3;
/// How many facts of an identity provider are named, and how much of each.
const MOST_FACTS: usize = 8;
const MOST_CHARACTERS: usize = 256;

impl Decision<'_> {
    /// Why it denies the request of `subject` in this context.
    ///
    /// Only policies that are attached to the subject, or came with its session, are named. Of a
    /// trust policy, which may belong to another account, it says only that it denies.
    #[must_use]
    pub fn reason(&self, subject: &Subject<'_>, facts: &Context<'_>) -> String {
        let action = self.action.to_ascii_lowercase();
        let resource = Resource::new(self.resource, self.service);
        let query = AccessQuery {
            action: ActionName::new(&action),
            resource: &resource,
            context: facts,
            who: subject.who,
            account: subject.account,
        };
        let what = format!("{} on {}", self.action, self.resource);
        match (self.policy_type, self.explicit) {
            (PolicyKind::AssumeRolePolicy, true) => {
                format!("The trust policy of the role denies {what} to {}.", name_of(subject.who))
            }
            (PolicyKind::AssumeRolePolicy, false) => format!(
                "The trust policy of the role does not allow {what} to {}: a statement must name \
                 it as Principal, and its Condition must hold.{}",
                name_of(subject.who),
                stated(subject.who, facts)
            ),
            (PolicyKind::SessionPolicy, explicit) => {
                let policy = "the policy that was passed to AssumeRole";
                let session = subject.session;
                let denying =
                    session.and_then(|it| Some(it.statement_name(it.first(Effect::Deny, &query)?)));
                match denying.filter(|_| explicit) {
                    Some(statement) => format!("{statement} of {policy} denies {what}."),
                    None => format!(
                        "No statement of {policy} allows {what}. A session may do what that policy \
                         and those of the role both allow."
                    ),
                }
            }
            (PolicyKind::ResourcePolicy, true) => {
                format!("The policy of the resource denies {what} to {}.", name_of(subject.who))
            }
            (PolicyKind::ResourcePolicy, false) => format!(
                "The resource belongs to another account: its own policy and one of {} must both allow {what}, and the \
                 former does not.",
                name_of(subject.who)
            ),
            (PolicyKind::ControlPolicy, _) => self.controlled(&what, subject, &query),
            (_, true) => self.denied(&what),
            (_, false) => self.not_allowed(&what, subject, &query),
        }
    }

    /// The statements that decided, each as `Statement 2 of the custom policy office (v1, attached to the user)`;
    /// none where no policy with a name did.
    pub fn statements(matched: &[Matched]) -> impl Iterator<Item = String> {
        matched.iter().map(|it| {
            let (statement, it) = (it.statement_name(), &*it.attachment);
            let (kind, holder) = (type_of(it.kind), holder(it.entity));
            format!(
                "{statement} of the {kind} policy {} ({}, attached to {holder})",
                it.policy, it.version
            )
        })
    }

    /// The statement that would allow what no statement allows, to be added to a policy of the kind that decided;
    /// `None` where it is allowed, where a statement denies it, and where nothing can allow it. `principal` is
    /// the ARN of the caller. Of an identity provider only who has what its token states is let in, not all whom it knows.
    #[must_use]
    pub fn needed(
        &self,
        who: PrincipalName<'_>,
        principal: &str,
        facts: &Context<'_>,
    ) -> Option<Value> {
        if self.allowed || self.explicit {
            return None;
        }
        if self.policy_type == PolicyKind::ResourcePolicy {
            return Some(json!({
                "Effect": "Allow", "Principal": { "RAM": [principal] }, "Action": [self.action], "Resource": ["*"],
            }));
        }
        if self.policy_type != PolicyKind::AssumeRolePolicy {
            return Some(
                json!({ "Effect": "Allow", "Action": self.action, "Resource": self.resource }),
            );
        }
        let principal = match who {
            // It may assume no role.
            PrincipalName::Root => return None,
            PrincipalName::User(_) | PrincipalName::Role(_) => json!({ "RAM": [principal] }),
            PrincipalName::Service(name) => json!({ "Service": [name] }),
            PrincipalName::Federated(arn) => json!({ "Federated": [arn] }),
        };
        let mut needed =
            json!({ "Effect": "Allow", "Action": self.action, "Principal": principal });
        let mut equal = Map::new();
        for (key, value) in provider_facts(who, facts) {
            let values = equal.entry(key).or_insert_with(|| json!([]));
            if let Value::Array(values) = values {
                values.push(value.into());
            }
        }
        if !equal.is_empty() {
            needed["Condition"] = json!({ "StringEquals": equal });
        }
        Some(needed)
    }

    /// Which control policy denies it at which level, or which level does not allow it.
    fn controlled(&self, what: &str, subject: &Subject<'_>, query: &AccessQuery<'_>) -> String {
        let level = refusing_level(subject, query).map(|(level, _)| level);
        let target = level.map_or("the resource directory", |level| &*level.target);
        let Some(matched) = self.matched.first() else {
            return format!(
                "No control policy that is attached to {target} allows {what}. Each level of the resource \
                 directory must allow it, from the member up to Root. FullAliyunAccess, which each has at first, does."
            );
        };
        let (statement, it) = (matched.statement_name(), &*matched.attachment);
        format!(
            "{statement} of the {} control policy {}, attached to {target}, denies {what}. \
             No policy of the member outweighs it.",
            type_of(it.kind),
            it.policy,
        )
    }

    /// The statements that deny it.
    fn denied(&self, what: &str) -> String {
        let mut out = String::new();
        for matched in self.matched.iter().take(LIMIT) {
            let (statement, it) = (matched.statement_name(), &*matched.attachment);
            let _ = write!(
                out,
                "{statement} of the {} policy {} ({}, attached to {}) denies {what}. ",
                type_of(it.kind),
                it.policy,
                it.version,
                holder(it.entity),
            );
        }
        out + "A Deny outweighs every Allow."
    }

    /// What would have to be allowed, and the closest statement.
    fn not_allowed(&self, what: &str, subject: &Subject<'_>, query: &AccessQuery<'_>) -> String {
        let other_account = query.resource.account().is_some_and(|owner| owner != subject.account);
        // Assuming a role is how one account accesses another.
        if other_account && !self.action.eq_ignore_ascii_case("sts:AssumeRole") {
            return format!(
                "{} belongs to another account: only a role of that account may do {} to it.",
                self.resource, self.action
            );
        }
        let mut out = format!("No policy of {} allows {what}.", name_of(subject.who));
        let attached = subject.rights.account.iter();
        let nearest =
            attached.filter_map(|it| it.document.nearest_allow(query).map(|nearest| (nearest, it)));
        // The first of the closest.
        if let Some(((mismatch, number), it)) = nearest.min_by_key(|((mismatch, _), _)| *mismatch) {
            let but = match mismatch {
                Mismatch::Condition => "would allow it, but its Condition does not hold",
                Mismatch::Resource => "allows the action, but not on this Resource",
            };
            let statement = it.document.statement_name(number);
            let _ = write!(out, " {statement} of the policy {} {but}.", it.policy);
        }
        let grouped = subject.rights.grouped.iter();
        let allowing = grouped.filter(|it| it.document.evaluation(query) == Evaluation::Allow);
        for it in allowing.take(LIMIT) {
            if let Scope::ResourceGroup(group) = &it.scope {
                let policy = &it.policy;
                let _ = write!(
                    out,
                    " The policy {policy} allows it, but only in the resource group {group}."
                );
            }
        }
        out
    }
}

/// What an identity provider states of whoever calls, by the keys of conditions.
fn provider_facts<'f>(
    who: PrincipalName<'_>,
    facts: &'f Context<'_>,
) -> impl Iterator<Item = (&'f str, Cow<'f, str>)> {
    let federated = matches!(who, PrincipalName::Federated(_));
    let of_provider = |key: &str| key.starts_with("oidc:") || key.starts_with("saml:");
    facts.iter().filter(move |(key, _)| federated && of_provider(key)).take(MOST_FACTS)
}

/// The same as a sentence, for the reader of a Condition; empty of others than identity providers.
fn stated(who: PrincipalName<'_>, facts: &Context<'_>) -> String {
    let fact = |(key, value): (&str, Cow<'_, str>)| {
        let shown: String = value.chars().take(MOST_CHARACTERS).collect();
        let more = if shown.len() < value.len() { "..." } else { "" };
        format!("{key} is {shown}{more}")
    };
    let all: Vec<_> = provider_facts(who, facts).map(fact).collect();
    if all.is_empty() { String::new() } else { format!(" Here {}.", all.join(", ")) }
}

const fn holder(entity: EntityType) -> &'static str {
    match entity {
        EntityType::RamUser => "the user",
        EntityType::RamGroup => "a group of the user",
        EntityType::RamRole => "the role",
        EntityType::ResourceDirectoryTarget => "a folder",
    }
}

const fn type_of(kind: PolicyType) -> &'static str {
    match kind {
        PolicyType::System => "system",
        PolicyType::Custom => "custom",
    }
}

fn name_of(who: PrincipalName<'_>) -> String {
    match who {
        PrincipalName::Root => "the account itself".to_owned(),
        PrincipalName::User(name) => format!("the user {name}"),
        PrincipalName::Role(name) => format!("the role {name}"),
        PrincipalName::Service(name) => format!("the service {name}"),
        PrincipalName::Federated(arn) => format!("the identity provider {arn}"),
    }
}
