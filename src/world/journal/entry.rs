//! A call as the journal keeps it.

use std::{borrow::Cow, sync::Arc, time::Duration};

use actions::{ApiError, Caller, Event, ParameterDoc, Parameters, Style};
use serde::{Deserialize, Serialize};

use crate::{
    exchange::{
        Call, Decisions, Exchange, Format, PolicyDecision, Source, Target, VerifiedSignature,
    },
    sign::{Covered, time::Clocks},
    wire::{parameters, shortened::shortened},
    world::journal::{LONGEST_ANSWER, Marks, request::Request},
};

/// What an entry takes besides the request, the answer and its texts, about: itself and what the policies decided.
const ENTRY_BYTES: usize = size_of::<Entry>() + 256;

/// An error of a call.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct CallError {
    /// The HTTP status.
    pub status: u16,
    /// The `Code`.
    pub code: Cow<'static, str>,
    /// The `Message`, a long one cut.
    pub message: Box<str>,
    /// What is wrong, where the vendor's text hides it.
    pub hint: Option<Cow<'static, str>>,
    /// Whether the policies refused the call.
    pub by_policies: bool,
}

impl CallError {
    pub(super) fn of(error: &ApiError) -> Self {
        Self {
            status: error.status,
            code: error.code.clone(),
            message: shortened(&error.message).into(),
            hint: error.hint.clone(),
            by_policies: error.detail.is_some(),
        }
    }
}

/// What an action was run with.
#[derive(Debug)]
pub struct Admitted {
    /// The action.
    pub target: Target,
    /// The region that the call was for.
    pub region: String,
    /// What the policies decided, in the order in which they were asked.
    pub decisions: Vec<PolicyDecision>,
    pub(super) source: Source,
    /// Its parameters, where they are not those that can be decoded from the request.
    pub(super) parameters: Option<Box<Parameters>>,
}

impl Admitted {
    /// That of a call which is finished.
    fn of(call: &Call, decodable: bool) -> Self {
        Self {
            target: call.target,
            region: call.region.clone(),
            decisions: std::mem::take(&mut call.decisions.all()),
            source: call.source,
            parameters: (!decodable).then(|| call.parameters.clone().into()),
        }
    }
}

/// By whom and when a call was answered, in a world that several processes serve.
#[derive(Clone, Debug)]
pub struct Answered {
    /// The process.
    pub process: Arc<str>,
    /// When, in microseconds since 1970 on the clock of its machine.
    pub at: i64,
    /// The how manieth call of that process it was since the journal was cleared, from 1 on.
    pub count: u64,
}

/// A call that was answered.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own about the call")]
pub struct Entry {
    /// Its number among all calls of the world, from 1 on.
    pub sequence: u64,
    /// The request id that its caller was told.
    pub request_id: String,
    /// When it came.
    pub clocks: Clocks,
    /// How long it took, from the whole request to the encoded answer.
    pub taken: Duration,
    /// The request; none if the call did not come over the wire.
    pub request: Option<Request>,
    /// The code of the product that it was for; empty if unknown.
    pub product: Cow<'static, str>,
    /// The action that it was for; empty if unknown.
    pub action: Cow<'static, str>,
    /// How the action is named on the wire.
    pub style: Option<Style>,
    /// How it was signed, where its signature was verified.
    pub signature: Option<VerifiedSignature>,
    /// What of its parameters the signature covers.
    pub covered: Covered,
    /// Whether the clock of the world was frozen when it came.
    pub frozen: bool,
    /// Whether a page of the console made it by itself, and no client.
    pub by_console: bool,
    /// Whether its action was run.
    pub ran: bool,
    /// Who called, and with which access key, if that is known.
    pub caller: Option<Arc<Caller>>,
    /// What the action was run with; none if the call was refused before.
    pub admitted: Option<Admitted>,
    /// What is wrong with the signature, where that was let pass (`--auth audit`).
    pub passed: Option<CallError>,
    /// Whether the call was refused before its action or by policies, or would have been, had it not been let pass.
    pub refused: bool,
    /// The HTTP status of the answer; 0 if a fault has left it without one.
    pub status: u16,
    /// The error, if the answer is one.
    pub error: Option<CallError>,
    /// The state transitions that it made.
    pub transitions: Vec<Event>,
    /// Those that due work, links and the control API made since the call before.
    pub transitions_before: Vec<Event>,
    /// The form of the answer.
    pub format: Format,
    /// The body of the answer, as far as it is kept.
    pub answer: Box<[u8]>,
    /// How many bytes it had.
    pub answer_size: usize,
    /// The id of the fault rule that fired for it.
    pub fault: Option<Box<str>>,
    /// How often the journal had been cleared.
    pub marks: Marks,
    /// By whom it was answered, where several processes serve the world.
    pub answered: Option<Answered>,
}

impl Entry {
    pub(super) fn of(exchange: Exchange<'_>, answer: &[u8]) -> Option<Self> {
        let refused = exchange.refusal().is_some();
        let decodable = exchange.received.is_some() && !exchange.rewritten;
        let outcome = exchange.outcome?;
        Some(Self {
            sequence: 0,
            request_id: exchange.request_id,
            clocks: exchange.received.map(|it| it.clocks).unwrap_or_default(),
            taken: outcome.taken,
            request: exchange.received.as_ref().map(Request::of),
            product: exchange.product.into(),
            action: exchange.action.into(),
            style: exchange.style,
            signature: exchange.signature,
            covered: exchange.covered,
            frozen: exchange.frozen,
            by_console: exchange.received.is_some_and(|it| it.by_console()),
            ran: exchange.ran,
            caller: exchange.caller,
            admitted: exchange.call.as_deref().map(|call| Admitted::of(call, decodable)),
            passed: exchange.passed.as_ref().map(CallError::of),
            refused,
            status: outcome.status,
            error: outcome.error.as_ref().map(CallError::of),
            transitions: outcome.transitions,
            transitions_before: Vec::new(),
            format: exchange.format,
            answer: answer[..answer.len().min(LONGEST_ANSWER)].into(),
            answer_size: answer.len(),
            fault: exchange.fault,
            marks: Marks::default(),
            answered: None,
        })
    }

    /// Its parameters: those that its action was run with, or else those of the request; none if they cannot be
    /// decoded.
    #[must_use]
    pub fn parameters(&self) -> Cow<'_, Parameters> {
        if let Some(kept) = self.admitted.as_ref().and_then(|it| it.parameters.as_deref()) {
            return Cow::Borrowed(kept);
        }
        let decoded = self.request.as_ref().and_then(|request| {
            let query = request.target().split_once('?').map_or("", |(_, query)| query);
            parameters::decode(query, &request.headers(), request.body()).ok()
        });
        Cow::Owned(decoded.unwrap_or_default())
    }

    /// The call whose action was run, as it was before the policies decided; none if it was refused before.
    #[must_use]
    pub fn call(&self) -> Option<Call> {
        let Admitted { target, region, source, .. } = self.admitted.as_ref()?;
        Some(Call {
            target: *target,
            caller: Arc::clone(self.caller.as_ref()?),
            region: region.clone(),
            request_id: self.request_id.clone(),
            parameters: self.parameters().into_owned(),
            source: *source,
            decisions: Decisions::default(),
        })
    }

    /// The token that it came with, if it came with one.
    #[must_use]
    pub fn security_token(&self) -> Option<String> {
        let headers = self.request.as_ref()?.headers();
        let header = headers.get("x-acs-security-token").and_then(|it| it.to_str().ok());
        let of_header = header.map(|it| it.trim().to_owned());
        let token = of_header.or_else(|| self.parameters().get("SecurityToken").map(str::to_owned));
        token.filter(|it| !it.is_empty())
    }

    /// The parameters that its action reads; none if it was refused before.
    #[must_use]
    pub fn described(&self) -> Vec<ParameterDoc> {
        self.admitted.as_ref().map(|it| it.target.described()).unwrap_or_default()
    }

    /// What the policies decided, in the order in which they were asked.
    #[must_use]
    pub fn decisions(&self) -> &[PolicyDecision] {
        self.admitted.as_ref().map_or(&[], |it| &it.decisions)
    }

    /// The errors of the call: one that was let pass, and the one that is its answer.
    pub fn errors(&self) -> impl Iterator<Item = &CallError> {
        self.passed.iter().chain(&self.error)
    }

    /// The bytes that it takes, about.
    #[must_use]
    pub fn size(&self) -> usize {
        let request = self.request.as_ref().map_or(0, Request::size);
        let errors = self.errors().map(|it| it.message.len());
        let events = self.transitions.len() + self.transitions_before.len();
        let kept = self.admitted.as_ref().is_some_and(|it| it.parameters.is_some());
        // The parameters were decoded from the request.
        ENTRY_BYTES
            + if kept { 2 * request } else { request }
            + errors.sum::<usize>()
            + events * size_of::<Event>()
            + self.decisions().iter().map(PolicyDecision::size).sum::<usize>()
            + self.answer.len()
    }
}
