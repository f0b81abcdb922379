//! A parsed policy document.

use std::{error::Error, fmt, sync::Arc};

use serde::{Deserialize, Serialize};

use super::{
    condition::Condition,
    context::{Context, RESOURCE_GROUP},
    matching::{ActionName, ActionPatterns, Resource, ResourcePattern},
    principal::{PrincipalName, TrustedPrincipal},
};

/// The kind of a document, which decides its required and forbidden elements.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentKind {
    /// Attached to users, groups and roles, or passed with `AssumeRole` as the
    /// session policy: `Resource` is required, `Principal` forbidden.
    Identity,
    /// The trust policy of a role: `Principal` is required, `Resource` forbidden.
    Trust,
}

/// Why a document is rejected: the content of `MalformedPolicyDocument`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MalformedDocument {
    /// What is wrong, as a sentence.
    pub problem: String,
    /// Where: `Statement[0].Effect`. Empty for the document as a whole.
    pub place: String,
}

impl fmt::Display for MalformedDocument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.problem)?;
        if self.place.is_empty() { Ok(()) } else { write!(f, " ({})", self.place) }
    }
}

impl Error for MalformedDocument {}

/// The result of evaluating statements for one action on one resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Evaluation {
    /// No statement applies.
    ImplicitDeny,
    /// A statement allows it, and none denies it.
    Allow,
    /// A statement denies it, whatever the others say.
    ExplicitDeny,
}

/// Why a statement that covers the action does not allow the request; the closest match comes
/// first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mismatch {
    /// Its conditions do not hold.
    Condition,
    /// It covers other resources.
    Resource,
}

/// The effect of a statement.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Effect {
    /// Allows, unless another statement denies.
    Allow,
    /// Denies.
    Deny,
}

/// A policy document, parsed into a form that is cheap to evaluate. The default one has no statement.
#[derive(Clone, Debug, Default)]
pub struct Document {
    pub(super) statements: Box<[Statement]>,
}

/// One statement. It applies where all of its elements do.
#[derive(Clone, Debug)]
pub(super) struct Statement {
    /// Its `Sid`: a name that the author of the policy gave it, which decides nothing.
    pub(super) sid: Option<Arc<str>>,
    pub(super) effect: Effect,
    pub(super) actions: Element<ActionPatterns>,
    /// `None` in a trust policy.
    pub(super) resources: Option<Element<Box<[ResourcePattern]>>>,
    pub(super) conditions: Box<[Condition]>,
    /// `None` in an identity policy.
    pub(super) principals: Option<Box<[TrustedPrincipal]>>,
}

/// `Action` and `NotAction`, `Resource` and `NotResource`.
#[derive(Clone, Debug)]
pub(super) struct Element<T> {
    /// Whether it matches everything except the list.
    pub(super) negated: bool,
    pub(super) list: T,
}

impl<T> Element<T> {
    fn covers(&self, fits: impl FnOnce(&T) -> bool) -> bool {
        fits(&self.list) != self.negated
    }
}

/// A request to evaluate, prepared once for all documents.
#[derive(Clone, Copy, Debug)]
pub(super) struct AccessQuery<'a> {
    pub(super) action: ActionName<'a>,
    pub(super) resource: &'a Resource<'a>,
    pub(super) context: &'a Context<'a>,
    /// The principal and its account, for trust policies.
    pub(super) who: PrincipalName<'a>,
    pub(super) account: &'a str,
}

impl Document {
    /// Whether a condition of it compares the resource group that a call is about.
    #[must_use]
    pub fn asks_for_group(&self) -> bool {
        let mut conditions = self.statements.iter().flat_map(|it| &it.conditions);
        conditions.any(|condition| condition.asks_for(RESOURCE_GROUP))
    }

    /// The principals that a trust policy names, in text order.
    pub fn trusted(&self) -> impl Iterator<Item = &TrustedPrincipal> {
        self.statements.iter().filter_map(|s| s.principals.as_ref()).flatten()
    }

    /// The strongest result of its statements.
    pub(super) fn evaluation(&self, query: &AccessQuery<'_>) -> Evaluation {
        self.deciding(query).0
    }

    /// The strongest result of its statements, and the number, from 1, of the first that gives it; 0 if none does.
    pub(super) fn deciding(&self, query: &AccessQuery<'_>) -> (Evaluation, usize) {
        let (mut evaluation, mut decided_by) = (Evaluation::ImplicitDeny, 0);
        for (statement, number) in self.statements.iter().zip(1..) {
            let says = match statement.effect {
                Effect::Allow => Evaluation::Allow,
                Effect::Deny => Evaluation::ExplicitDeny,
            };
            if says > evaluation && statement.applies(query) {
                (evaluation, decided_by) = (says, number);
                if evaluation == Evaluation::ExplicitDeny {
                    break;
                }
            }
        }
        (evaluation, decided_by)
    }

    /// The `Sid` of the statement of this number, from 1.
    pub(super) fn sid(&self, number: usize) -> Option<&Arc<str>> {
        number.checked_sub(1).and_then(|at| self.statements.get(at)?.sid.as_ref())
    }

    /// What explanations call the statement of this number, from 1.
    pub(super) fn statement_name(&self, number: usize) -> String {
        statement_name(number, self.sid(number).map(|it| &**it))
    }

    /// The number, from 1, of the first statement with this effect that applies.
    pub(super) fn first(&self, effect: Effect, query: &AccessQuery<'_>) -> Option<usize> {
        let found = self.statements.iter().position(|it| it.effect == effect && it.applies(query));
        found.map(|at| at + 1)
    }

    /// Why the closest Allow statement does not apply, and its number from 1. For an identity
    /// policy that does not allow the request.
    pub(super) fn nearest_allow(&self, query: &AccessQuery<'_>) -> Option<(Mismatch, usize)> {
        let allows = self.statements.iter().zip(1..).filter(|(it, _)| it.effect == Effect::Allow);
        let nearest = allows.filter(|(it, _)| it.is_of_action(query)).map(|(it, number)| {
            (
                if it.is_of_resource(query) { Mismatch::Condition } else { Mismatch::Resource },
                number,
            )
        });
        nearest.min()
    }
}

/// What explanations call a statement: `Statement 2`, or `Statement 2 (Sid "office")`.
pub(super) fn statement_name(number: usize, sid: Option<&str>) -> String {
    match sid {
        // Quoted, since it may hold anything.
        Some(sid) => format!("Statement {number} (Sid {sid:?})"),
        None => format!("Statement {number}"),
    }
}

impl Statement {
    fn applies(&self, query: &AccessQuery<'_>) -> bool {
        self.is_of_action(query)
            && self.is_of_resource(query)
            && self
                .principals
                .as_ref()
                .is_none_or(|p| p.iter().any(|trusted| trusted.matches(query.who, query.account)))
            && self.conditions.iter().all(|condition| condition.holds(query.context))
    }

    fn is_of_action(&self, query: &AccessQuery<'_>) -> bool {
        self.actions.covers(|patterns| patterns.matches(query.action))
    }

    fn is_of_resource(&self, query: &AccessQuery<'_>) -> bool {
        let resources = self.resources.as_ref();
        resources.is_none_or(|r| r.covers(|list| list.iter().any(|p| p.matches(query.resource))))
    }
}
