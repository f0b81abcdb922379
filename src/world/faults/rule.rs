//! One rule: which calls it matches, and what happens to them.

use std::time::Duration;

use actions::{Caller, Fault, Parameters, Principal, policy::Glob};
use serde_json::{Map, Value};

use super::Selection;
use crate::random;

/// Which calls fail, and how.
#[derive(Debug)]
pub struct FaultRule {
    /// The product and the actions.
    pub selection: Selection,
    /// Who calls: an ARN, the name of a user or a role, or an account.
    pub caller: Option<Glob>,
    /// The id of the access key that signs.
    pub access_key: Option<String>,
    /// Parameters and their values. All of them.
    pub parameters: Vec<(String, Glob)>,
    /// The region that the call is for.
    pub region: Option<Glob>,
    /// The first of the matching calls that it is about, and the last; counted from 1.
    pub calls: (u64, u64),
    /// The share of these calls that fail, and the seed by which they are chosen.
    pub share: Option<(f64, u64)>,
    /// From when on, in milliseconds since 1970 on the world's clock.
    pub after: Option<i64>,
    /// Until before when.
    pub until: Option<i64>,
    /// How often it fires at most.
    pub times: Option<u64>,
    /// What happens.
    pub effect: Effect,
    /// The rule as it was given.
    pub given: Map<String, Value>,
}

/// What happens to a call.
#[derive(Clone, Debug)]
pub struct Effect {
    /// What it waits for first.
    pub delay: Option<Duration>,
    /// What its answer waits for once there is one.
    pub answer_delay: Option<Duration>,
    /// What then.
    pub then: Then,
}

/// What happens to a call once its delay is over.
#[derive(Clone, Debug)]
pub enum Then {
    /// It is carried out and answered as ever.
    GoOn,
    /// It is refused with an error, and nothing else happens.
    Error {
        /// The error of any action; none if only some have it.
        common: Option<Fault>,
        /// The error of actions that have it: their products' codes and their names.
        of_actions: Vec<(&'static str, &'static str, Fault)>,
        /// Another message than the error's own.
        message: Option<String>,
        /// How long the client is told to wait.
        retry_after: Option<Duration>,
    },
    /// It is answered with a page, as a load balancer does, and not carried out.
    Page {
        /// The status.
        status: u16,
        /// The page.
        html: String,
    },
    /// It is not carried out and never answered: for this time or until the client leaves.
    Stall(Option<Duration>),
    /// It is not carried out, and the connection is reset.
    Reset,
    /// It is carried out, and then the connection is reset.
    LostAnswer,
    /// It is carried out, and the connection ends after so many bytes of the body.
    Cut(usize),
    /// It is carried out, and the body is incomplete JSON or XML of the length that is said.
    BrokenBody,
}

impl Then {
    /// The error of a call to this action, if it is one that the action has.
    #[must_use]
    pub fn error(&self, product: &str, action: &str) -> Option<Fault> {
        let Self::Error { common, of_actions, .. } = self else { return None };
        let own = of_actions.iter().find(|(code, name, _)| (*code, *name) == (product, action));
        own.map(|(_, _, fault)| *fault).or(*common)
    }

    /// Whether it is of the network, and may happen to a call that is refused before its action too.
    fn is_of_network(&self) -> bool {
        !matches!(self, Self::Error { .. })
    }
}

/// What a rule asks of a call.
#[derive(Clone, Copy, Debug)]
pub struct CallFacts<'a> {
    /// The code of its product.
    pub product: &'a str,
    /// Its action.
    pub action: &'a str,
    /// What is known of a call that its action is to run for.
    pub admitted: Option<AdmittedFacts<'a>>,
    /// The time, in milliseconds since 1970 on the world's clock.
    pub now: i64,
}

/// What is known of a call once its caller is known.
#[derive(Clone, Copy, Debug)]
pub struct AdmittedFacts<'a> {
    /// Who calls.
    pub caller: &'a Caller,
    /// The region that it is for.
    pub region: &'a str,
    /// Its parameters.
    pub parameters: &'a Parameters,
}

impl FaultRule {
    /// Whether it is about a call, whatever its number.
    pub(super) fn matches(&self, call: &CallFacts<'_>) -> bool {
        self.selection.covers(call.product, call.action)
            && self.after.is_none_or(|after| call.now >= after)
            && self.until.is_none_or(|until| call.now < until)
            && match call.admitted {
                Some(admitted) => self.matches_admitted(&admitted),
                None => self.effect.then.is_of_network() && !self.asks_for_more(),
            }
            && (self.effect.then.is_of_network()
                || self.effect.then.error(call.product, call.action).is_some())
    }

    fn matches_admitted(&self, call: &AdmittedFacts<'_>) -> bool {
        let has = |name: &str, value: &Glob| {
            call.parameters.get(name).is_some_and(|it| value.matches(it))
        };
        self.caller.as_ref().is_none_or(|it| is_named(call.caller, it))
            && self.access_key.as_ref().is_none_or(|it| *it == call.caller.access_key)
            && self.region.as_ref().is_none_or(|it| it.matches(call.region))
            && self.parameters.iter().all(|(name, value)| has(name, value))
    }

    /// Whether it asks for what is known of admitted calls alone.
    fn asks_for_more(&self) -> bool {
        self.caller.is_some()
            || self.access_key.is_some()
            || self.region.is_some()
            || !self.parameters.is_empty()
    }

    /// Whether it is to fire for the call of this number among those that it matches.
    pub(super) fn is_due(&self, number: u64, fired: u64) -> bool {
        (self.calls.0..=self.calls.1).contains(&number)
            && self.times.is_none_or(|most| fired < most)
            && self.share.is_none_or(|(share, seed)| random::fraction(seed, number) < share)
    }
}

/// Whether a caller is meant: by its ARN, its name or its account.
fn is_named(caller: &Caller, wanted: &Glob) -> bool {
    let account = &caller.account;
    let is = |name: &str, kind: &str| {
        wanted.matches(name) || wanted.matches(&format!("acs:ram::{account}:{kind}{name}"))
    };
    wanted.matches(account)
        || match &caller.principal {
            Principal::Root => wanted.matches(&format!("acs:ram::{account}:root")),
            Principal::User { name, .. } => is(name, "user/"),
            Principal::Session { role_name, session, .. } => {
                is(role_name, "role/")
                    || wanted
                        .matches(&format!("acs:ram::{account}:assumed-role/{role_name}/{session}"))
            }
            Principal::Anonymous => false,
        }
}
