//! The journal of a world: its last calls, each with what came, who called, what the policies decided and what was
//! answered. What is shown of calls is made from it when somebody asks; a call only adds to it.

use std::{
    borrow::Cow,
    collections::{BTreeMap, VecDeque},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use actions::{ApiError, Caller, Event, ParameterDoc, Parameters, Style};
use tokio::sync::watch;

use crate::{
    config::JournalLimits,
    exchange::{
        Call, Decisions, Exchange, Format, PolicyDecision, PolicyQuestion, Source, Target,
        VerifiedSignature,
    },
    sign::{Covered, time::Clocks},
    wire::{parameters, shortened::shortened},
    world::journal::file::JournalFile,
};

pub mod about;
pub mod expected;
pub mod export;
pub mod file;
pub mod filter;
pub mod lines;
mod request;
pub mod secrets;
pub mod shown;

pub use crate::world::journal::request::Request;

/// The header by which a page of the console marks the calls that it makes by itself, to show a state.
const ORIGIN: &str = "x-localyun-origin";

/// What an entry takes besides the request, the answer and its texts, about: itself and what the policies decided.
const ENTRY_BYTES: usize = size_of::<Entry>() + 256;

/// How much of an answer is kept.
const LONGEST_ANSWER: usize = 64 * 1024;

/// An error of a call.
#[derive(Clone, Debug)]
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
    fn of(error: &ApiError) -> Self {
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
    source: Source,
    /// Its parameters, where they are not those that can be decoded from the request.
    parameters: Option<Box<Parameters>>,
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

/// A call that was answered.
#[derive(Debug)]
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
    pub product: &'static str,
    /// The action that it was for; empty if unknown.
    pub action: &'static str,
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
}

impl Entry {
    fn of(exchange: Exchange<'_>, answer: &[u8]) -> Option<Self> {
        let refused = exchange.refusal().is_some();
        let decodable = exchange.received.is_some() && !exchange.rewritten;
        let outcome = exchange.outcome?;
        Some(Self {
            sequence: 0,
            request_id: exchange.request_id,
            clocks: exchange.received.map(|it| it.clocks).unwrap_or_default(),
            taken: outcome.taken,
            request: exchange.received.as_ref().map(Request::of),
            product: exchange.product,
            action: exchange.action,
            style: exchange.style,
            signature: exchange.signature,
            covered: exchange.covered,
            frozen: exchange.frozen,
            by_console: exchange
                .received
                .is_some_and(|it| it.headers.get(ORIGIN).is_some_and(|it| it == "console")),
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
    fn size(&self) -> usize {
        let request = self.request.as_ref().map_or(0, Request::size);
        let errors = self.errors().map(|it| it.message.len());
        let events = self.transitions.len() + self.transitions_before.len();
        let kept = self.admitted.as_ref().is_some_and(|it| it.parameters.is_some());
        // The parameters were decoded from the request.
        ENTRY_BYTES
            + if kept { 2 * request } else { request }
            + errors.sum::<usize>()
            + events * size_of::<Event>()
            + self.answer.len()
    }
}

/// The last calls of a world.
pub struct Journal {
    /// The name of the world.
    world: Box<str>,
    /// Where calls are kept besides.
    file: Option<JournalFile>,
    limits: JournalLimits,
    entries: Mutex<Entries>,
    /// The number of the last call, for those who wait for one.
    last: watch::Sender<u64>,
}

#[derive(Default)]
struct Entries {
    calls: VecDeque<Arc<Entry>>,
    bytes: usize,
    last: u64,
    evicted: u64,
    /// State transitions that no call of the journal made, each once, until the next call takes them along.
    moved: Vec<Event>,
    /// The number of the call after which the questions to the policies count.
    questions_after: u64,
}

/// What a journal has.
#[derive(Debug)]
pub struct Kept {
    /// The calls, oldest first.
    pub calls: Vec<Arc<Entry>>,
    /// How many calls were evicted since the journal was cleared.
    pub evicted: u64,
    /// The number of the last call of the world.
    pub last: u64,
    /// The state transitions that due work, links and the control API made since the last call.
    pub moved: Vec<Event>,
}

impl Journal {
    /// An empty one.
    #[must_use]
    pub fn new(world: &str, limits: JournalLimits, file: Option<JournalFile>) -> Self {
        Self {
            world: world.into(),
            file,
            limits,
            entries: Mutex::default(),
            last: watch::Sender::new(0),
        }
    }

    /// Adds a call that was answered with this body.
    pub fn add(&self, exchange: Exchange<'_>, answer: &[u8]) {
        if self.limits.calls == 0 && self.file.is_none() {
            return;
        }
        // Copied before the lock is taken.
        let Some(mut entry) = Entry::of(exchange, answer) else { return };
        let mut all = self.lock();
        all.last += 1;
        entry.sequence = all.last;
        // A look at the state takes nothing from the call that comes next.
        if !entry.by_console {
            entry.transitions_before = std::mem::take(&mut all.moved);
        }
        let size = entry.size();
        all.bytes += size;
        let entry = Arc::new(entry);
        if let Some(file) = &self.file {
            file.take(&self.world, &entry, size);
        }
        all.calls.push_back(entry);
        // What is evicted is dropped after the lock is released.
        let mut gone = Vec::new();
        while all.calls.len() > self.limits.calls || all.bytes > self.limits.bytes {
            let Some(oldest) = all.calls.pop_front() else { break };
            all.bytes -= oldest.size();
            all.evicted += 1;
            gone.push(oldest);
        }
        let last = all.last;
        drop(all);
        if self.last.receiver_count() > 0 {
            self.last.send_if_modified(|it| {
                *it < last && {
                    *it = last;
                    true
                }
            });
        }
    }

    /// Notes state transitions that a call did not make itself.
    pub fn moved(&self, events: &[Event]) {
        if events.is_empty() || self.limits.calls == 0 && self.file.is_none() {
            return;
        }
        let mut all = self.lock();
        for event in events {
            if !all.moved.contains(event) {
                all.moved.push(event.clone());
            }
        }
    }

    /// Says in the file, if there is one, how the world begins.
    pub(in crate::world) fn begin(&self, header: impl FnOnce() -> String) {
        if let Some(file) = &self.file {
            file.begin(header());
        }
    }

    /// What is kept.
    #[must_use]
    pub fn kept(&self) -> Kept {
        let all = self.lock();
        Kept {
            calls: all.calls.iter().cloned().collect(),
            evicted: all.evicted,
            last: all.last,
            moved: all.moved.clone(),
        }
    }

    /// Those that came after the call of this number, oldest first.
    #[must_use]
    pub fn after(&self, sequence: u64) -> Vec<Arc<Entry>> {
        let all = self.lock();
        let at = all.calls.partition_point(|it| it.sequence <= sequence);
        all.calls.range(at..).cloned().collect()
    }

    /// Of the calls that came after the call of this number the newest, at most so many, oldest first; and the number of the
    /// last call of all.
    #[must_use]
    pub fn newest_after(&self, sequence: u64, most: usize) -> (Vec<Arc<Entry>>, u64) {
        let all = self.lock();
        let after = all.calls.partition_point(|it| it.sequence <= sequence);
        let at = after.max(all.calls.len().saturating_sub(most));
        (all.calls.range(at..).cloned().collect(), all.last)
    }

    /// The number of the last call of all.
    #[must_use]
    pub fn last(&self) -> u64 {
        self.lock().last
    }

    /// How many calls were evicted.
    #[must_use]
    pub fn evicted(&self) -> u64 {
        self.lock().evicted
    }

    /// The one whose caller was told this request id.
    #[must_use]
    pub fn find(&self, request_id: &str) -> Option<Arc<Entry>> {
        let all = self.lock();
        all.calls.iter().rev().find(|it| it.request_id.eq_ignore_ascii_case(request_id)).cloned()
    }

    /// Tells who waits of each further call. It is told at once of one that was added before it looked.
    #[must_use]
    pub fn watch(&self) -> watch::Receiver<u64> {
        self.last.subscribe()
    }

    /// What the calls since the last [`forget_questions`](Self::forget_questions) asked of the policies: each
    /// question of `principal`, or of all, with the call that last asked it and what was decided then. And how many
    /// of these calls were evicted.
    #[must_use]
    pub fn questions(
        &self,
        principal: Option<&str>,
    ) -> (BTreeMap<PolicyQuestion, (Arc<Entry>, PolicyDecision)>, u64) {
        let all = self.lock();
        let (mark, evicted) = (all.questions_after, all.evicted);
        let first = all.calls.front().map_or(all.last + 1, |it| it.sequence);
        let calls: Vec<_> = all.calls.iter().filter(|it| it.sequence > mark).cloned().collect();
        drop(all);
        let mut asked = BTreeMap::new();
        for entry in calls {
            for it in entry.decisions() {
                if principal.is_none_or(|principal| principal == it.asked.principal) {
                    asked.insert(it.asked.clone(), (Arc::clone(&entry), it.clone()));
                }
            }
        }
        // The oldest are evicted first.
        (asked, evicted.min((first - 1).saturating_sub(mark)))
    }

    /// From here on only what further calls ask counts as [questions](Self::questions). The calls stay.
    pub fn forget_questions(&self) {
        let mut all = self.lock();
        all.questions_after = all.last;
    }

    /// Forgets all. Numbers go on. How many calls it kept, and the number of the last call of the world.
    pub fn clear(&self) -> (usize, u64) {
        let mut all = self.lock();
        let gone = std::mem::take(&mut all.calls);
        (all.bytes, all.evicted, all.moved) = (0, 0, Vec::new());
        let last = all.last;
        drop(all);
        (gone.len(), last)
    }

    fn lock(&self) -> MutexGuard<'_, Entries> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests;
