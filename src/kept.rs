//! Answers that are kept until the next commit. Whoever waits for something asks the same again
//! and again, and as long as nothing has changed the answer is the same.

use std::{cell::RefCell, collections::HashMap};

use crate::{api::Call, store::Moment};

/// How many bytes of questions and answers a thread keeps.
const MOST: usize = 1 << 20;

thread_local! {
    static KEPT: RefCell<Kept> = RefCell::default();
}

/// Answers that hold in one state.
#[derive(Default)]
struct Kept {
    at: Option<Moment>,
    answers: HashMap<Question, Box<[u8]>>,
    size: usize,
}

/// What the answer of a [settled](actions::Action::SETTLED) action follows from, besides the database.
#[derive(PartialEq, Eq, Hash)]
pub struct Question(Box<[u8]>);

/// The parameters that differ in every call, and that no settled action reads.
pub const PASSING: [&str; 3] = ["Signature", "SignatureNonce", "Timestamp"];

impl Question {
    /// The question that a call asks.
    #[must_use]
    pub fn of(call: &Call) -> Self {
        let (target, caller) = (call.target, &call.caller);
        let named = [
            target.product.id,
            target.entry.name,
            &caller.account,
            &caller.access_key,
            &call.region,
        ];
        let given = call.given.iter().filter(|it| !PASSING.contains(&it.name));
        let mut bytes = Vec::with_capacity(256);
        for text in named.into_iter().chain(given.flat_map(|it| [it.name, it.value])) {
            // No two lists of texts look the same with their lengths before them.
            bytes.extend_from_slice(&text.len().to_le_bytes());
            bytes.extend_from_slice(text.as_bytes());
        }
        Self(bytes.into())
    }
}

/// Appends the answer, if it is known for this moment.
pub fn append(at: Moment, question: &Question, out: &mut Vec<u8>) -> bool {
    KEPT.with_borrow(|kept| {
        let found = kept.answers.get(question).filter(|_| kept.at == Some(at));
        found.map(|answer| out.extend_from_slice(answer)).is_some()
    })
}

/// Keeps an answer, and forgets those of other moments.
pub fn keep(at: Moment, question: Question, answer: &[u8]) {
    KEPT.with_borrow_mut(|kept| {
        let size = question.0.len() + answer.len();
        if kept.at != Some(at) || kept.size + size > MOST {
            *kept = Kept { at: Some(at), ..Kept::default() };
        }
        if size <= MOST {
            kept.size += size;
            kept.answers.insert(question, answer.into());
        }
    });
}
