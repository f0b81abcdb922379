//! A call as one process tells others of it that serve the same world: a line of JSON with what is known of it, then the
//! request as it came, then the answer as far as it is kept.
//!
//! Nothing of it is masked, since a signature is explained by the request as it came. What a call stands for in the
//! program, such as its action, is written by its name and looked up again; where the one who reads is of another version
//! and does not know it, the call is left out.

use std::{borrow::Cow, net::IpAddr, sync::Arc, time::Duration};

use actions::{
    Caller, Event, Origin, PRODUCTS, Parameters, Product, Style,
    policy::{Attachment, Document, Effect, EntityType, Matched, PolicyKind, PolicyType, Scope},
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    exchange::{Format, PolicyDecision, PolicyQuestion, Source, Target, VerifiedSignature},
    sign::{Covered, Scheme, Variant, time::Clocks},
    world::journal::{Admitted, Answered, CallError, Entry, Marks, Request},
};

/// An entry, but for its bytes. Its number is of the journal that has it.
#[derive(Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "an entry has them")]
struct Line<'a> {
    at: i64,
    count: u64,
    marks: Marks,
    request_id: Cow<'a, str>,
    clocks: Clocks,
    taken: Duration,
    request: Option<RequestLine>,
    product: Cow<'a, str>,
    action: Cow<'a, str>,
    style: Option<Style>,
    signature: Option<(Cow<'a, str>, Variant)>,
    covered: Covered,
    frozen: bool,
    by_console: bool,
    ran: bool,
    caller: Option<Cow<'a, Caller>>,
    admitted: Option<AdmittedLine<'a>>,
    passed: Option<Cow<'a, CallError>>,
    refused: bool,
    status: u16,
    error: Option<Cow<'a, CallError>>,
    transitions: Vec<EventLine<'a>>,
    transitions_before: Vec<EventLine<'a>>,
    format: Format,
    answer_size: usize,
    fault: Option<Cow<'a, str>>,
}

#[derive(Serialize, Deserialize)]
struct RequestLine {
    peer: IpAddr,
    ends: [usize; 3],
    size: usize,
}

#[derive(Serialize, Deserialize)]
struct AdmittedLine<'a> {
    version: Cow<'a, str>,
    region: Cow<'a, str>,
    decisions: Vec<DecisionLine<'a>>,
    source: Source,
    parameters: Option<Vec<ParameterLine<'a>>>,
}

/// A name, a value and where it was found.
type ParameterLine<'a> = (Cow<'a, str>, Cow<'a, str>, Origin);

#[derive(Serialize, Deserialize)]
struct DecisionLine<'a> {
    asked: Cow<'a, PolicyQuestion>,
    allowed: bool,
    explicit: bool,
    kind: PolicyKind,
    matched: Vec<MatchedLine<'a>>,
    denial: Option<Cow<'a, (String, Option<Value>)>>,
    passed: Option<Cow<'a, str>>,
}

/// A statement that decided, by what explanations call it. What the policy says else is not told.
#[derive(Serialize, Deserialize)]
struct MatchedLine<'a> {
    effect: Effect,
    statement: usize,
    sid: Option<Cow<'a, str>>,
    policy: Cow<'a, str>,
    kind: PolicyType,
    version: Cow<'a, str>,
    entity: EntityType,
}

#[derive(Serialize, Deserialize)]
struct EventLine<'a> {
    product: Cow<'a, str>,
    column: (Cow<'a, str>, Cow<'a, str>),
    from: Cow<'a, str>,
    to: Cow<'a, str>,
}

/// A call of this process as the others are told of it; `None` if nobody is. All that leaves the process of a call goes
/// through here.
#[must_use]
pub fn write(entry: &Entry) -> Option<Vec<u8>> {
    let line = Line::of(entry, entry.answered.as_ref()?);
    let mut bytes = serde_json::to_vec(&line).ok()?;
    bytes.push(b'\n');
    if let Some(request) = &entry.request {
        bytes.extend_from_slice(request.piece().0);
    }
    bytes.extend_from_slice(&entry.answer);
    Some(bytes)
}

/// A call that a process has told of; `None` if this one does not understand it.
#[must_use]
pub fn read(process: &Arc<str>, bytes: &[u8]) -> Option<Entry> {
    // JSON has no line feed within a line.
    let end = bytes.iter().position(|it| *it == b'\n')?;
    let line: Line<'_> = serde_json::from_slice(&bytes[..end]).ok()?;
    line.entry(process, &bytes[end + 1..])
}

impl<'a> Line<'a> {
    fn of(entry: &'a Entry, answered: &Answered) -> Self {
        let request = entry.request.as_ref().map(|it| {
            let (bytes, ends) = it.piece();
            RequestLine { peer: it.peer, ends, size: bytes.len() }
        });
        let signature = entry.signature.map(|it| (Cow::Borrowed(it.scheme.name), it.form));
        Self {
            at: answered.at,
            count: answered.count,
            marks: entry.marks,
            request_id: Cow::Borrowed(&entry.request_id),
            clocks: entry.clocks,
            taken: entry.taken,
            request,
            product: Cow::Borrowed(&entry.product),
            action: Cow::Borrowed(&entry.action),
            style: entry.style,
            signature,
            covered: entry.covered,
            frozen: entry.frozen,
            by_console: entry.by_console,
            ran: entry.ran,
            caller: entry.caller.as_deref().map(Cow::Borrowed),
            admitted: entry.admitted.as_ref().map(AdmittedLine::of),
            passed: entry.passed.as_ref().map(Cow::Borrowed),
            refused: entry.refused,
            status: entry.status,
            error: entry.error.as_ref().map(Cow::Borrowed),
            transitions: entry.transitions.iter().map(EventLine::of).collect(),
            transitions_before: entry.transitions_before.iter().map(EventLine::of).collect(),
            format: entry.format,
            answer_size: entry.answer_size,
            fault: entry.fault.as_deref().map(Cow::Borrowed),
        }
    }

    fn entry(self, process: &Arc<str>, rest: &[u8]) -> Option<Entry> {
        let (request, answer) = match self.request {
            None => (None, rest),
            Some(RequestLine { peer, ends, size }) => {
                let (bytes, answer) = rest.split_at_checked(size)?;
                (Some(Request::of_piece(peer, bytes, ends)?), answer)
            }
        };
        let signature = match self.signature {
            None => None,
            Some((name, form)) => Some(VerifiedSignature { scheme: Scheme::named(&name)?, form }),
        };
        let (mut product, mut action) = (Cow::Owned(self.product.into_owned()), None);
        let admitted = match self.admitted {
            None => None,
            Some(it) => {
                let admitted = it.admitted((&product, &self.action))?;
                let Target { product: found, entry } = admitted.target;
                (product, action) = (Cow::Borrowed(found.code), Some(Cow::Borrowed(entry.name)));
                Some(admitted)
            }
        };
        let process = Arc::clone(process);
        let events = |all: Vec<EventLine<'_>>| all.iter().filter_map(EventLine::event).collect();
        Some(Entry {
            sequence: 0,
            request_id: self.request_id.into_owned(),
            clocks: self.clocks,
            taken: self.taken,
            request,
            product,
            action: action.unwrap_or_else(|| Cow::Owned(self.action.into_owned())),
            style: self.style,
            signature,
            covered: self.covered,
            frozen: self.frozen,
            by_console: self.by_console,
            ran: self.ran,
            caller: self.caller.map(|it| Arc::new(it.into_owned())),
            admitted,
            passed: self.passed.map(Cow::into_owned),
            refused: self.refused,
            status: self.status,
            error: self.error.map(Cow::into_owned),
            transitions: events(self.transitions),
            transitions_before: events(self.transitions_before),
            format: self.format,
            answer: answer.into(),
            answer_size: self.answer_size,
            fault: self.fault.map(Into::into),
            marks: self.marks,
            answered: Some(Answered { process, at: self.at, count: self.count }),
        })
    }
}

impl<'a> AdmittedLine<'a> {
    fn of(admitted: &'a Admitted) -> Self {
        let parameters = admitted.parameters.as_deref().map(|all| {
            let pair = |it: actions::request::parameters::Parameter<'a>| {
                (Cow::Borrowed(it.name), Cow::Borrowed(it.value), it.origin)
            };
            all.iter().map(pair).collect()
        });
        Self {
            version: Cow::Borrowed(admitted.target.product.version),
            region: Cow::Borrowed(&admitted.region),
            decisions: admitted.decisions.iter().map(DecisionLine::of).collect(),
            source: admitted.source,
            parameters,
        }
    }

    /// What the action of this name was run with.
    fn admitted(self, (code, action): (&str, &str)) -> Option<Admitted> {
        let is_meant = |it: &&&Product| it.code == code && it.version == self.version;
        let product = *PRODUCTS.iter().find(is_meant)?;
        let target = Target { product, entry: product.find(action)? };
        let parameters = self.parameters.map(|all| {
            let mut parameters = Parameters::default();
            for (name, value, origin) in &all {
                parameters.add(name, value, *origin);
            }
            parameters.sort();
            Box::new(parameters)
        });
        Some(Admitted {
            target,
            region: self.region.into_owned(),
            decisions: self.decisions.into_iter().map(DecisionLine::decision).collect(),
            source: self.source,
            parameters,
        })
    }
}

impl<'a> DecisionLine<'a> {
    fn of(it: &'a PolicyDecision) -> Self {
        Self {
            asked: Cow::Borrowed(&it.asked),
            allowed: it.allowed,
            explicit: it.explicit,
            kind: it.kind,
            matched: it.matched.iter().map(MatchedLine::of).collect(),
            denial: it.denial.as_deref().map(Cow::Borrowed),
            passed: it.passed.as_deref().map(Cow::Borrowed),
        }
    }

    fn decision(self) -> PolicyDecision {
        PolicyDecision {
            asked: self.asked.into_owned(),
            allowed: self.allowed,
            explicit: self.explicit,
            kind: self.kind,
            matched: self.matched.into_iter().map(MatchedLine::matched).collect(),
            denial: self.denial.map(|it| Box::new(it.into_owned())),
            passed: self.passed.map(|it| Cow::Owned(it.into_owned())),
        }
    }
}

impl<'a> MatchedLine<'a> {
    fn of(it: &'a Matched) -> Self {
        let attachment = &*it.attachment;
        Self {
            effect: it.effect,
            statement: it.statement,
            sid: it.sid.as_deref().map(Cow::Borrowed),
            policy: Cow::Borrowed(&attachment.policy),
            kind: attachment.kind,
            version: Cow::Borrowed(&attachment.version),
            entity: attachment.entity,
        }
    }

    fn matched(self) -> Matched {
        let attachment = Attachment {
            policy: self.policy.into_owned(),
            kind: self.kind,
            version: self.version.into_owned(),
            entity: self.entity,
            scope: Scope::Account,
            document: Arc::new(Document::default()),
        };
        Matched {
            effect: self.effect,
            statement: self.statement,
            sid: self.sid.map(Into::into),
            attachment: Arc::new(attachment),
        }
    }
}

impl<'a> EventLine<'a> {
    fn of(it: &'a Event) -> Self {
        let [product, table, column, from, to] =
            [it.product, it.column.0, it.column.1, it.from, it.to].map(Cow::Borrowed);
        Self { product, column: (table, column), from, to }
    }

    /// The change of a state that this names, if there is one in the tables of the product.
    fn event(&self) -> Option<Event> {
        let product = PRODUCTS.iter().find(|it| it.id == self.product)?;
        let is_meant = |of: &(&str, &str)| of.0 == self.column.0 && of.1 == self.column.1;
        let table = product.states.iter().find(|it| is_meant(&it.column))?;
        let mut all = (table.transitions)().into_iter();
        let (from, to) = all.find(|(from, to)| *from == self.from && *to == self.to)?;
        Some(Event { product: product.id, column: table.column, from, to })
    }
}

#[cfg(test)]
mod tests;
