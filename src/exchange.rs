//! One call as one record: what was received, what it is for, who calls, what the policies decided, and what came
//! of it. The gateway fills it step by step; the world looks at it once, when it is finished ([`World::finished`]).
//! It stands below both, since each uses it.
//!
//! [`World::finished`]: crate::world::World::finished

use std::{
    borrow::Cow,
    net::IpAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use actions::{
    ApiError, Caller, Event, ParameterDoc, Parameters, Style,
    policy::{Matched, PolicyKind},
    request::unread::unread,
};
use hyper::{HeaderMap, http::request::Parts};
use serde::{Deserialize, Serialize};
use serde_json::Value;

pub use crate::route::Target;
use crate::{
    route::Found,
    sign::{Covered, Scheme, Variant, time::Clocks},
    wire::{Wire, headers::Headers},
};

/// The header by which a page of the console marks the calls that it makes by itself, to show a state.
const ORIGIN: &str = "x-localyun-origin";

/// A request as it came. It is borrowed: what nobody keeps is not copied.
#[derive(Clone, Copy, Debug)]
pub struct Received<'a> {
    /// The HTTP method.
    pub method: &'a str,
    /// The path, still encoded.
    pub path: &'a str,
    /// The query, without the `?`.
    pub query: &'a str,
    /// The headers.
    pub headers: &'a HeaderMap,
    /// The body.
    pub body: &'a [u8],
    /// The address of the client.
    pub peer: IpAddr,
    /// When.
    pub clocks: Clocks,
    /// When, for the time that the call takes.
    started: Instant,
}

impl<'a> Received<'a> {
    /// The request with this head and body, from `peer`, at the time of these clocks.
    #[must_use]
    pub fn of(head: &'a Parts, body: &'a [u8], peer: IpAddr, clocks: Clocks) -> Self {
        Self {
            method: head.method.as_str(),
            path: head.uri.path(),
            query: head.uri.query().unwrap_or_default(),
            headers: &head.headers,
            body,
            peer,
            clocks,
            started: Instant::now(),
        }
    }

    /// Path and query, as sent.
    #[must_use]
    pub fn target(&self) -> String {
        match self.query {
            "" => self.path.to_owned(),
            query => [self.path, "?", query].concat(),
        }
    }

    /// The request with the parameters that were decoded from it.
    #[must_use]
    pub fn wire<'b>(&self, parameters: &'b Parameters) -> Wire<'b>
    where
        'a: 'b,
    {
        let Self { method, path, query, headers, body, .. } = *self;
        Wire { method, path, query, headers: Headers::of(headers), body, parameters }
    }

    /// Whether a page of the console sent it by itself, to show a state.
    #[must_use]
    pub fn by_console(&self) -> bool {
        self.headers.get(ORIGIN).is_some_and(|it| it == "console")
    }

    /// The host that the client named; empty if none.
    fn host(&self) -> &'a str {
        let value = self.headers.get("host").map(|value| value.as_bytes().trim_ascii());
        value.and_then(|value| std::str::from_utf8(value).ok()).unwrap_or_default()
    }
}

/// The form of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Format {
    /// `application/json;charset=utf-8`.
    Json,
    /// `text/xml;charset=utf-8`.
    Xml,
}

impl Format {
    /// Its name, as the parameter `Format` has it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Json => "JSON",
            Self::Xml => "XML",
        }
    }
}

/// Where a call came from, as policies see it.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub struct Source {
    /// The address of the client.
    pub ip: Option<IpAddr>,
    /// Whether it said that it came over plain HTTP. A call that says nothing counts as safe,
    /// so that policies that ask for it can be tried without a certificate.
    pub plain: bool,
}

/// A question to the policies, and who asked it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct PolicyQuestion {
    /// The ARN of the user, the role or the account.
    pub principal: String,
    /// `ram:ListUsers`
    pub action: String,
    /// The resource.
    pub resource: String,
}

/// What the policies said to a question.
#[derive(Clone, Debug)]
pub struct PolicyDecision {
    /// The question.
    pub asked: PolicyQuestion,
    /// Whether they allow it.
    pub allowed: bool,
    /// Whether a statement denies it.
    pub explicit: bool,
    /// The kind of the policies that decided.
    pub kind: PolicyKind,
    /// The policies with a statement that decided, where one did.
    pub matched: Vec<Matched>,
    /// Why it is denied, as a sentence, and the statement that would allow it, if one can.
    pub denial: Option<Box<(String, Option<Value>)>>,
    /// The `Code` that they would have refused the call with, where it was let pass (`--iam audit`).
    pub passed: Option<Cow<'static, str>>,
}

impl PolicyDecision {
    /// The bytes that it takes, about.
    #[must_use]
    pub fn size(&self) -> usize {
        let PolicyQuestion { principal, action, resource } = &self.asked;
        let denial = self.denial.as_ref().map_or(0, |it| it.0.len());
        size_of::<Self>()
            + principal.len()
            + action.len()
            + resource.len()
            + denial
            + self.matched.len() * size_of::<Matched>()
    }
}

/// What the policies decided over one call. Where they are enforced, the last may have refused it. Written in the call's transaction, which may run on another thread.
#[derive(Debug, Default)]
pub struct Decisions(Mutex<Vec<PolicyDecision>>);

impl Decisions {
    /// Those so far, in the order in which they were asked for.
    pub fn all(&self) -> MutexGuard<'_, Vec<PolicyDecision>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A call whose action is to run. It is owned: a write may run on another thread, and outlive the connection.
#[derive(Debug)]
pub struct Call {
    /// The action.
    pub target: Target,
    /// Who calls.
    pub caller: Arc<Caller>,
    /// The region that the call is for.
    pub region: String,
    /// What the answer is known by.
    pub request_id: String,
    /// The parameters that its signature covers, and the variable parts of its path.
    pub parameters: Parameters,
    /// Where it came from.
    pub source: Source,
    /// What the policies decided.
    pub decisions: Decisions,
}

/// A signature that was verified.
#[derive(Clone, Copy, Debug)]
pub struct VerifiedSignature {
    /// The scheme.
    pub scheme: &'static Scheme,
    /// The form in which it matched.
    pub form: Variant,
}

/// The outcome of a call.
#[derive(Debug)]
pub struct Outcome {
    /// The HTTP status; 0 where a fault has left the call without an answer.
    pub status: u16,
    /// The error, if it is one: code, message and hint.
    pub error: Option<ApiError>,
    /// How long it took, from the whole request to the encoded answer.
    pub taken: Duration,
    /// The state transitions that it made.
    pub transitions: Vec<Event>,
}

/// A call, as far as it has come.
#[derive(Debug)]
pub struct Exchange<'a> {
    /// What its answer is known by.
    pub request_id: String,
    /// The request; none if the call did not come over the wire.
    pub received: Option<Received<'a>>,
    /// The host that the client named.
    pub host: &'a str,
    /// The form of the answer.
    pub format: Format,
    /// The code of the product that it is for; empty while unknown.
    pub product: &'static str,
    /// The action that it is for; empty while unknown.
    pub action: &'static str,
    /// How the action is named on the wire, once it is known.
    pub style: Option<Style>,
    /// Who calls, and with which access key, once that is known.
    pub caller: Option<Arc<Caller>>,
    /// How it was signed, where its signature was verified.
    pub signature: Option<VerifiedSignature>,
    /// What of the parameters the signature covers.
    pub covered: Covered,
    /// Whether the clock of its world was frozen when it came.
    pub frozen: bool,
    /// Whether its action was run; an injected fault may keep a call from it.
    pub ran: bool,
    /// What is wrong with the signature, where that is let pass (`--auth audit`).
    pub passed: Option<ApiError>,
    /// What the action was run with; none if the call was refused before.
    pub call: Option<Arc<Call>>,
    /// Whether its action is run with other parameters than those of query and body: with those that the signature
    /// covers, with those of the path, or with another page token.
    pub rewritten: bool,
    /// The id of the fault rule that fired for it.
    pub fault: Option<Box<str>>,
    /// The outcome, once it is finished.
    pub outcome: Option<Outcome>,
}

/// The parameters that are the gateway's own (protocol.md 1.2), whatever the action.
const COMMON: [&str; 13] = [
    "AccessKeyId",
    "Action",
    "BearerToken",
    "Format",
    "RegionId",
    "SecurityToken",
    "Signature",
    "SignatureMethod",
    "SignatureNonce",
    "SignatureType",
    "SignatureVersion",
    "Timestamp",
    "Version",
];

/// The names of the parameters that are not among those that the action reads, in their order.
#[must_use]
pub fn unread_of<'p>(parameters: &'p Parameters, described: &[ParameterDoc]) -> Vec<&'p str> {
    let mut names = unread(parameters, described);
    names.retain(|name| !COMMON.contains(name));
    names
}

impl Target {
    /// The parameters that the action reads.
    #[must_use]
    pub fn described(&self) -> Vec<ParameterDoc> {
        self.entry.described(self.product)
    }
}

impl<'a> Exchange<'a> {
    /// A call that did not come over the wire.
    #[must_use]
    pub fn new(request_id: String, host: &'a str, format: Format) -> Self {
        Self {
            request_id,
            received: None,
            host,
            format,
            product: "",
            action: "",
            style: None,
            caller: None,
            signature: None,
            covered: Covered::ALL,
            frozen: false,
            ran: false,
            passed: None,
            call: None,
            rewritten: false,
            fault: None,
            outcome: None,
        }
    }

    /// A call that came over the wire. Its answer is JSON, which most clients read, until it is known what it
    /// asks for.
    #[must_use]
    pub fn of(received: Received<'a>, request_id: String) -> Self {
        let begun = Self::new(request_id, received.host(), Format::Json);
        Self { received: Some(received), ..begun }
    }

    /// Notes what the call is for.
    pub(crate) fn is_for(&mut self, found: &Found<'_>) {
        self.product = found.product();
        self.action = found.action();
        self.style = Some(found.style());
    }

    /// Notes what the action is run with.
    pub(crate) fn admit(&mut self, call: &Arc<Call>) {
        let Target { product, entry } = call.target;
        (self.product, self.action, self.style) = (product.code, entry.name, Some(product.style));
        self.caller = Some(Arc::clone(&call.caller));
        self.call = Some(Arc::clone(call));
    }

    /// Records the outcome.
    pub(crate) fn finish(&mut self, status: u16, error: Option<ApiError>, transitions: Vec<Event>) {
        let taken = self.received.map(|it| it.started.elapsed()).unwrap_or_default();
        self.outcome = Some(Outcome { status, error, taken, transitions });
    }

    /// The errors of the call: one that was let pass, and the one that is its answer.
    pub fn errors(&self) -> impl Iterator<Item = &ApiError> {
        let answered = self.outcome.as_ref().and_then(|outcome| outcome.error.as_ref());
        self.passed.iter().chain(answered)
    }

    /// Why it was refused before its action or by policies, or would have been refused before its action, had it
    /// not been let pass.
    #[must_use]
    pub fn refusal(&self) -> Option<&ApiError> {
        let first = self.errors().next()?;
        let by_policies = || first.detail.is_some();
        (self.passed.is_some() || self.call.is_none() || by_policies()).then_some(first)
    }

    /// The `Code` of the error that audit mode let pass.
    #[must_use]
    pub fn audit(&self) -> Option<Cow<'static, str>> {
        if let Some(error) = &self.passed {
            return Some(error.code.clone());
        }
        self.call.as_ref()?.decisions.all().iter().find_map(|it| it.passed.clone())
    }

    /// The names of the parameters that the action does not read, in their order: those of no use, or misspelt.
    #[must_use]
    pub fn unread(&self) -> Vec<&str> {
        let Some(call) = &self.call else { return Vec::new() };
        unread_of(&call.parameters, &call.target.described())
    }
}

#[cfg(test)]
mod tests;
