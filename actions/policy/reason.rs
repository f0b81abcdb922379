//! Why a decision refuses, in sentences for people: which statement of which policy denies, or
//! what no policy allows.
//!
//! The documents are asked once more for that, and only here: a decision that allows pays nothing.

use std::fmt::Write;

use super::{
    condition::Context,
    decision::{Decision, EntityType, PolicyKind, PolicyType},
    document::{Ask, Effect, Missed},
    evaluate::Subject,
    matching::{ActionName, Resource},
    principal::Who,
};

/// How many policies are named.
const LIMIT: usize = 3;

impl Decision<'_> {
    /// Why it refuses what `subject` asked with these facts.
    ///
    /// Only policies that are attached to the subject, or came with its session, are named. Of a
    /// trust policy, which may be another account's, it says no more than that it refuses.
    #[must_use]
    pub fn reason(&self, subject: &Subject<'_>, facts: &Context<'_>) -> String {
        let action = self.action.to_ascii_lowercase();
        let resource = Resource::new(self.resource, self.service);
        let ask = Ask {
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
                 it as Principal, and its Condition must hold.",
                name_of(subject.who)
            ),
            (PolicyKind::SessionPolicy, explicit) => {
                let policy = "the policy that was passed to AssumeRole";
                let session = subject.session;
                match session.and_then(|it| it.first(Effect::Deny, &ask)).filter(|_| explicit) {
                    Some(number) => format!("Statement {number} of {policy} denies {what}."),
                    None => format!(
                        "No statement of {policy} allows {what}. A session may do what that policy \
                         and those of the role both allow."
                    ),
                }
            }
            (PolicyKind::ControlPolicy, _) => {
                format!("A control policy of the resource directory does not allow {what}.")
            }
            (_, true) => self.denied(&what, &ask),
            (_, false) => self.not_allowed(&what, subject, &ask),
        }
    }

    /// The statements that deny it.
    fn denied(&self, what: &str, ask: &Ask<'_>) -> String {
        let mut out = String::new();
        for matched in self.matched.iter().take(LIMIT) {
            let it = &*matched.attachment;
            let number = it.document.first(Effect::Deny, ask).unwrap_or(1);
            let _ = write!(
                out,
                "Statement {number} of the {} policy {} ({}, attached to {}) denies {what}. ",
                match it.kind {
                    PolicyType::System => "system",
                    PolicyType::Custom => "custom",
                },
                it.policy,
                it.version,
                match it.entity {
                    EntityType::RamUser => "the user",
                    EntityType::RamGroup => "a group of the user",
                    EntityType::RamRole => "the role",
                    EntityType::ResourceDirectoryTarget => "a folder",
                },
            );
        }
        out + "A Deny outweighs every Allow."
    }

    /// What would have to be allowed, and the statement that comes nearest to it.
    fn not_allowed(&self, what: &str, subject: &Subject<'_>, ask: &Ask<'_>) -> String {
        let elsewhere = ask.resource.account().is_some_and(|owner| owner != subject.account);
        // That is what leads from one account to another.
        if elsewhere && !self.action.eq_ignore_ascii_case("sts:AssumeRole") {
            return format!(
                "{} belongs to another account: only a role of that account may do {} to it.",
                self.resource, self.action
            );
        }
        let mut out = format!("No policy of {} allows {what}.", name_of(subject.who));
        let attached = subject.rights.account.iter();
        let near = attached.filter_map(|it| it.document.nearly(ask).map(|near| (near, it)));
        // The first of the nearest.
        if let Some(((missed, number), it)) = near.min_by_key(|((missed, _), _)| *missed) {
            let but = match missed {
                Missed::Condition => "would allow it, but its Condition does not hold",
                Missed::Resource => "allows the action, but not on this Resource",
            };
            let _ = write!(out, " Statement {number} of the policy {} {but}.", it.policy);
        }
        out
    }
}

fn name_of(who: Who<'_>) -> String {
    match who {
        Who::Root => "the account itself".to_owned(),
        Who::User(name) => format!("the user {name}"),
        Who::Role(name) => format!("the role {name}"),
        Who::Service(name) => format!("the service {name}"),
        Who::Federated(arn) => format!("the identity provider {arn}"),
    }
}
