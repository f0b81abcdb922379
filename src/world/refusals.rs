//! The calls a world has refused before their action, or by its policies, so that they can be explained.

use std::{
    borrow::Cow,
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use hyper::HeaderMap;

use crate::{exchange::Exchange, sign::time::Clocks, wire::shortened::shortened};

/// How many refused calls are remembered; the oldest go first.
const LIMIT: usize = 256;
/// How many bytes they take. A call is kept whole, for its hash, or not at all.
const BYTES: usize = 16 * 1024 * 1024;
/// What a header takes besides its text.
const HEADER: usize = 128;

/// A refused call, as it came.
#[derive(Clone, Debug)]
pub struct Refusal {
    /// The request id that its caller was told.
    pub request_id: String,
    /// When.
    pub clocks: Clocks,
    /// The `Code` of the answer.
    pub code: String,
    /// The `Message` of the answer.
    pub message: String,
    /// Why policies refused it, in sentences; `None` if it was refused before they were asked.
    pub denied: Option<String>,
    /// The HTTP method.
    pub method: String,
    /// Path and query, as sent.
    pub target: String,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Vec<u8>,
}

impl Refusal {
    /// A call that came over the wire and was refused before its action or by policies, or would have been refused
    /// before its action, had it not been let pass. It is copied, since the request ends with its connection.
    fn of(exchange: &Exchange<'_>) -> Option<Self> {
        let (received, error) = (exchange.received?, exchange.refusal()?);
        Some(Self {
            request_id: exchange.request_id.clone(),
            clocks: received.clocks,
            code: error.code.clone().into_owned(),
            message: shortened(&error.message).into_owned(),
            denied: error.detail.as_ref().and(error.hint.clone()).map(Cow::into_owned),
            method: received.method.to_owned(),
            target: received.target(),
            headers: received.headers.clone(),
            body: received.body.to_owned(),
        })
    }

    /// The bytes that it takes, about.
    fn size(&self) -> usize {
        let texts = [&self.request_id, &self.code, &self.message, &self.method, &self.target];
        let headers = self.headers.iter().map(|(n, v)| n.as_str().len() + v.len() + HEADER);
        size_of::<Self>()
            + texts.into_iter().chain(&self.denied).map(String::len).sum::<usize>()
            + headers.sum::<usize>()
            + self.body.len()
    }
}

/// The last refused calls.
#[derive(Default)]
pub struct Refusals(Mutex<Entries>);

#[derive(Default)]
struct Entries {
    calls: VecDeque<Arc<Refusal>>,
    bytes: usize,
}

impl Refusals {
    /// Remembers a call, if it is one to be explained.
    pub fn see(&self, exchange: &Exchange<'_>) {
        if let Some(refusal) = Refusal::of(exchange) {
            self.add(refusal);
        }
    }

    fn add(&self, refusal: Refusal) {
        let mut all = self.lock();
        all.bytes += refusal.size();
        all.calls.push_back(Arc::new(refusal));
        while all.calls.len() > LIMIT || all.bytes > BYTES {
            let Some(gone) = all.calls.pop_front() else { break };
            all.bytes -= gone.size();
        }
    }

    /// The one whose caller was told this request id.
    #[must_use]
    pub fn find(&self, request_id: &str) -> Option<Arc<Refusal>> {
        self.lock().calls.iter().find(|r| r.request_id.eq_ignore_ascii_case(request_id)).cloned()
    }

    /// Forgets all.
    pub fn clear(&self) {
        *self.lock() = Entries::default();
    }

    fn lock(&self) -> MutexGuard<'_, Entries> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refusal(id: &str, headers: HeaderMap, size: usize) -> Refusal {
        let text = |size: usize| "x".repeat(size);
        Refusal {
            request_id: id.into(),
            clocks: Clocks { real: 0, world: 0 },
            code: "c".into(),
            message: text(size),
            denied: Some(text(size)),
            method: "POST".into(),
            target: text(size),
            headers,
            body: vec![0; size],
        }
    }

    #[test]
    fn all_that_is_kept_counts() {
        let headers = || -> HeaderMap {
            let name = |n: usize| format!("x-{n}").parse::<hyper::header::HeaderName>();
            (0..500).map(|n| (name(n).unwrap(), "x".repeat(100).parse().unwrap())).collect()
        };
        for (headers, size) in [(HeaderMap::new(), 1 << 20), (headers(), 60 << 10)] {
            let refusals = Refusals::default();
            for n in 0..300 {
                refusals.add(refusal(&n.to_string(), headers.clone(), size));
                assert!(refusals.lock().bytes <= BYTES);
            }
            let lock = refusals.lock();
            assert!((1..LIMIT).contains(&lock.calls.len()), "{}", lock.calls.len());
            assert_eq!(lock.bytes, lock.calls.iter().map(|r| r.size()).sum::<usize>());
        }
        let refusals = Refusals::default();
        refusals.add(refusal("small", HeaderMap::new(), 1));
        assert!(refusals.find("SMALL").is_some());
        // One that has no room does not stay, nor leaves it in doubt how much there is.
        refusals.add(refusal("large", HeaderMap::new(), BYTES));
        assert!(refusals.find("large").is_none());
        assert_eq!(refusals.lock().bytes, 0);
    }
}
