//! The journal of a world: its last calls, each with what came, who called, what the policies decided and what was
//! answered. What is shown of calls is made from it when somebody asks; a call only adds to it.

use std::{
    borrow::Cow,
    collections::{BTreeMap, VecDeque},
    net::IpAddr,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use actions::{ApiError, Caller, Style};
use hyper::{
    HeaderMap,
    header::{HeaderName, HeaderValue},
};
use tokio::sync::watch;

use crate::{
    config::JournalLimits,
    exchange::{Call, Exchange, Format, PolicyDecision, PolicyQuestion, Received},
    sign::time::Clocks,
    wire::shortened::shortened,
};

/// How much of an answer is kept.
const LONGEST_ANSWER: usize = 64 * 1024;

/// A request as it came over the wire.
#[derive(Debug)]
pub struct Request {
    /// The address of the client.
    pub peer: IpAddr,
    /// The HTTP method.
    pub method: Box<str>,
    /// Path and query, as sent.
    pub target: Box<str>,
    /// Its headers, each as `name: value` and a line feed. In one piece, since most are never looked at.
    headers: Box<[u8]>,
    /// Its body.
    pub body: Box<[u8]>,
}

impl Request {
    fn of(received: &Received<'_>) -> Self {
        let size = received.headers.iter().map(|(n, v)| n.as_str().len() + v.len() + 3).sum();
        let mut headers = Vec::with_capacity(size);
        for (name, value) in received.headers {
            headers.extend_from_slice(name.as_str().as_bytes());
            headers.extend_from_slice(b": ");
            headers.extend_from_slice(value.as_bytes());
            headers.push(b'\n');
        }
        Self {
            peer: received.peer,
            method: received.method.into(),
            target: received.target().into(),
            headers: headers.into(),
            body: received.body.into(),
        }
    }

    /// Its headers.
    #[must_use]
    pub fn headers(&self) -> HeaderMap {
        let mut all = HeaderMap::new();
        // A value of a header has no line feed.
        for line in self.headers.split(|byte| *byte == b'\n') {
            let Some(colon) = line.iter().position(|byte| *byte == b':') else { continue };
            let name = HeaderName::from_bytes(&line[..colon]);
            let value = HeaderValue::from_bytes(line.get(colon + 2..).unwrap_or_default());
            if let (Ok(name), Ok(value)) = (name, value) {
                all.append(name, value);
            }
        }
        all
    }

    fn size(&self) -> usize {
        self.method.len() + self.target.len() + self.headers.len() + self.body.len()
    }
}

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
    /// Who called, and with which access key, if that is known.
    pub caller: Option<Arc<Caller>>,
    /// What the action was run with, its parameters and the decisions of the policies; none if the call was
    /// refused before.
    pub call: Option<Arc<Call>>,
    /// What is wrong with the signature, where that was let pass (`--auth audit`).
    pub passed: Option<CallError>,
    /// Whether the call was refused before its action or by policies, or would have been, had it not been let pass.
    pub refused: bool,
    /// The HTTP status of the answer.
    pub status: u16,
    /// The error, if the answer is one.
    pub error: Option<CallError>,
    /// The form of the answer.
    pub format: Format,
    /// The body of the answer, as far as it is kept.
    pub answer: Box<[u8]>,
    /// How many bytes it had.
    pub answer_size: usize,
}

impl Entry {
    fn of(exchange: &Exchange<'_>, answer: &[u8]) -> Option<Self> {
        let outcome = exchange.outcome.as_ref()?;
        Some(Self {
            sequence: 0,
            request_id: exchange.request_id.clone(),
            clocks: exchange.received.map(|it| it.clocks).unwrap_or_default(),
            taken: outcome.taken,
            request: exchange.received.as_ref().map(Request::of),
            product: exchange.product,
            action: exchange.action,
            style: exchange.style,
            caller: exchange.caller.clone(),
            call: exchange.call.clone(),
            passed: exchange.passed.as_ref().map(CallError::of),
            refused: exchange.refusal().is_some(),
            status: outcome.status,
            error: outcome.error.as_ref().map(CallError::of),
            format: exchange.format,
            answer: answer[..answer.len().min(LONGEST_ANSWER)].into(),
            answer_size: answer.len(),
        })
    }

    /// The errors of the call: one that was let pass, and the one that is its answer.
    pub fn errors(&self) -> impl Iterator<Item = &CallError> {
        self.passed.iter().chain(&self.error)
    }

    /// The bytes that it takes, about.
    fn size(&self) -> usize {
        let request = self.request.as_ref().map_or(0, Request::size);
        let errors = self.errors().map(|it| size_of::<CallError>() + it.message.len());
        // The parameters were decoded from the request.
        size_of::<Self>() + 2 * request + errors.sum::<usize>() + self.answer.len()
    }
}

/// The last calls of a world.
pub struct Journal {
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
    /// The number of the call after which the questions to the policies count.
    questions_after: u64,
}

impl Journal {
    /// An empty one.
    #[must_use]
    pub fn new(limits: JournalLimits) -> Self {
        Self { limits, entries: Mutex::default(), last: watch::Sender::new(0) }
    }

    /// Adds a call that was answered with this body.
    pub fn add(&self, exchange: &Exchange<'_>, answer: &[u8]) {
        if self.limits.calls == 0 {
            return;
        }
        // Copied before the lock is taken.
        let Some(mut entry) = Entry::of(exchange, answer) else { return };
        let mut all = self.lock();
        all.last += 1;
        entry.sequence = all.last;
        all.bytes += entry.size();
        all.calls.push_back(Arc::new(entry));
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
            self.last.send_replace(last);
        }
    }

    /// Those that are kept, oldest first, and how many were evicted.
    #[must_use]
    pub fn all(&self) -> (Vec<Arc<Entry>>, u64) {
        let all = self.lock();
        (all.calls.iter().cloned().collect(), all.evicted)
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
            let Some(call) = &entry.call else { continue };
            for it in call.decisions.all().iter() {
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

    /// Forgets all. Numbers go on.
    pub fn clear(&self) {
        let mut all = self.lock();
        let gone = std::mem::take(&mut all.calls);
        (all.bytes, all.evicted) = (0, 0);
        drop(all);
        drop(gone);
    }

    fn lock(&self) -> MutexGuard<'_, Entries> {
        self.entries.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
