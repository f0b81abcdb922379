//! The calls a world has refused for their signature, so that they can be explained.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use hyper::HeaderMap;

/// How many refused calls are remembered; the oldest go first.
const MOST: usize = 256;
/// How many bytes of bodies are remembered. A body is kept whole, for its hash, or its call not at all.
const BODIES: usize = 16 * 1024 * 1024;

/// A refused call, as it came.
#[derive(Clone, Debug)]
pub struct Refusal {
    /// The request id that its caller was told.
    pub request_id: String,
    /// When, in milliseconds on the world's clock.
    pub at: i64,
    /// The `Code` of the answer.
    pub code: String,
    /// The `Message` of the answer.
    pub message: String,
    /// The HTTP method.
    pub method: String,
    /// Path and query, as sent.
    pub target: String,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: Vec<u8>,
}

/// The last refused calls.
#[derive(Default)]
pub struct Refusals(Mutex<VecDeque<Arc<Refusal>>>);

impl Refusals {
    /// Remembers one.
    pub fn add(&self, refusal: Refusal) {
        let mut all = self.held();
        all.push_back(Arc::new(refusal));
        while all.len() > MOST || all.iter().map(|r| r.body.len()).sum::<usize>() > BODIES {
            all.pop_front();
        }
    }

    /// The one whose caller was told this request id.
    #[must_use]
    pub fn find(&self, request_id: &str) -> Option<Arc<Refusal>> {
        self.held().iter().find(|r| r.request_id.eq_ignore_ascii_case(request_id)).cloned()
    }

    /// Forgets all.
    pub fn clear(&self) {
        self.held().clear();
    }

    fn held(&self) -> MutexGuard<'_, VecDeque<Arc<Refusal>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
