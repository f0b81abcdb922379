//! The bodies of requests: each is read whole, within the limits of one and of all together.

use std::{
    sync::atomic::{AtomicUsize, Ordering},
    time::Duration,
};

use actions::ApiError;
use bytes::{Bytes, BytesMut};
use http_body_util::BodyExt;
use hyper::body::{Body, Incoming};
use tokio::time;

/// How much of each body is not counted. Small calls get in however full it is, and there are no more of them
/// than connections.
const FREE: usize = 64 * 1024;

/// The bytes of all bodies that are being received or answered.
#[derive(Debug, Default)]
pub struct Bodies(AtomicUsize);

/// How large bodies may be, and how long they may take.
#[derive(Clone, Copy, Debug)]
pub struct BodyLimits {
    /// Bytes in one body.
    pub one: usize,
    /// Bytes in all bodies at a time.
    pub all: usize,
    /// How long one may take to arrive.
    pub timeout: Duration,
}

/// A body, which counts until it is dropped.
pub(crate) struct Received<'a> {
    pub(crate) bytes: Bytes,
    _counted: Counted<'a>,
}

struct Counted<'a> {
    all: &'a Bodies,
    counted: usize,
}

impl Drop for Counted<'_> {
    fn drop(&mut self) {
        self.all.0.fetch_sub(self.counted, Ordering::Relaxed);
    }
}

impl Counted<'_> {
    /// Counts a body that has grown to `size`. Whether there is room for it.
    fn grow(&mut self, size: usize, most: usize) -> bool {
        let more = size.saturating_sub(FREE).saturating_sub(self.counted);
        self.counted += more;
        more == 0 || self.all.0.fetch_add(more, Ordering::Relaxed) + more <= most
    }
}

impl Bodies {
    /// How many bytes count at the moment.
    #[must_use]
    pub fn held(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }

    /// The body of a request, or why there is none.
    pub(crate) async fn receive(
        &self,
        limits: BodyLimits,
        body: Incoming,
    ) -> Result<Received<'_>, ApiError> {
        // Who announces too much is told so before it is sent.
        if body.size_hint().lower() > limits.one as u64 {
            return Err(too_large(limits));
        }
        if body.is_end_stream() {
            let counted = Counted { all: self, counted: 0 };
            return Ok(Received { bytes: Bytes::new(), _counted: counted });
        }
        time::timeout(limits.timeout, self.read(limits, body)).await.unwrap_or_else(|_| {
            let text = format!("The body did not arrive within {:?}.", limits.timeout);
            Err(ApiError::new(408, "RequestTimeout.Localyun", text))
        })
    }

    async fn read(&self, limits: BodyLimits, mut body: Incoming) -> Result<Received<'_>, ApiError> {
        let mut counted = Counted { all: self, counted: 0 };
        let (mut first, mut rest) = (Bytes::new(), BytesMut::new());
        while let Some(frame) = body.frame().await {
            let frame = frame.map_err(|e| {
                let text = format!("The body of the request is broken: {e}.");
                ApiError::new(400, "BrokenRequest.Localyun", text)
            })?;
            let Ok(data) = frame.into_data() else { continue };
            let size = first.len() + rest.len() + data.len();
            if size > limits.one {
                return Err(too_large(limits));
            }
            if !counted.grow(size, limits.all) {
                let text = "The server is busy with as many bytes of requests as it may hold \
                            (--max-bodies). Try again later.";
                return Err(ApiError::new(503, "TooManyBytes.Localyun", text));
            }
            if first.is_empty() && rest.is_empty() {
                // Most bodies come in one piece, which need not be copied.
                first = data;
            } else {
                if rest.is_empty() {
                    rest.extend_from_slice(&std::mem::take(&mut first));
                }
                rest.extend_from_slice(&data);
            }
        }
        let bytes = if rest.is_empty() { first } else { rest.freeze() };
        Ok(Received { bytes, _counted: counted })
    }
}

fn too_large(limits: BodyLimits) -> ApiError {
    let text = format!("The body of the request has more than {} bytes.", limits.one);
    ApiError::new(413, "RequestTooLarge.Localyun", text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_over_the_free_part_counts_until_it_goes() {
        let all = Bodies::default();
        let mut one = Counted { all: &all, counted: 0 };
        assert!(one.grow(FREE, 0));
        assert_eq!(all.held(), 0);
        assert!(one.grow(FREE + 10, 10));
        assert!(one.grow(FREE + 10, 10));
        let mut two = Counted { all: &all, counted: 0 };
        assert!(two.grow(100, 10));
        assert!(!two.grow(FREE + 1, 10));
        drop((one, two));
        assert_eq!(all.held(), 0);
    }
}
