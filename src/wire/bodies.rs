//! The bodies of requests: each is read whole, within the limits of one and of all together. Large
//! answers count to the same limit until they are sent.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
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

/// The bytes of all bodies that are being received, answered or sent.
#[derive(Clone, Debug, Default)]
pub struct Bodies(Arc<AtomicUsize>);

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
pub(crate) struct Received {
    pub(crate) bytes: Bytes,
    _share: Share,
}

/// What one body counts among all of them, until it is dropped. A small one counts nothing, and
/// does not touch the counter that all threads have in common.
#[derive(Default)]
struct Share {
    of: Option<Bodies>,
    bytes: usize,
}

impl Drop for Share {
    fn drop(&mut self) {
        if let Some(all) = &self.of {
            all.0.fetch_sub(self.bytes, Ordering::Relaxed);
        }
    }
}

impl Share {
    /// Counts a body that has grown to `size`. Whether there is room for it among `most`.
    fn grow(&mut self, all: &Bodies, size: usize, most: usize) -> bool {
        let more = size.saturating_sub(FREE).saturating_sub(self.bytes);
        if more == 0 {
            return true;
        }
        self.bytes += more;
        let all = self.of.get_or_insert_with(|| all.clone());
        all.0.fetch_add(more, Ordering::Relaxed) + more <= most
    }
}

/// Bytes that count until the last copy of them is gone.
struct CountedBytes {
    bytes: Bytes,
    _share: Share,
}

impl AsRef<[u8]> for CountedBytes {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

impl Bodies {
    /// How many bytes count at the moment.
    #[must_use]
    pub fn held(&self) -> usize {
        self.0.load(Ordering::Relaxed)
    }

    /// An answer that counts until its bytes are sent or dropped. Its work is done, so
    /// it is not refused; further requests are, if clients do not read what they asked for.
    #[must_use]
    pub(crate) fn hold(&self, bytes: Bytes) -> Bytes {
        if bytes.len() <= FREE {
            return bytes;
        }
        let mut share = Share::default();
        share.grow(self, bytes.len(), usize::MAX);
        Bytes::from_owner(CountedBytes { bytes, _share: share })
    }

    /// The body of a request, or why there is none.
    pub(crate) async fn receive(
        &self,
        limits: BodyLimits,
        body: Incoming,
    ) -> Result<Received, ApiError> {
        // A body that is announced as too large is refused before it is sent.
        if body.size_hint().lower() > limits.one as u64 {
            return Err(too_large(limits));
        }
        if body.is_end_stream() {
            return Ok(Received { bytes: Bytes::new(), _share: Share::default() });
        }
        time::timeout(limits.timeout, self.read(limits, body)).await.unwrap_or_else(|_| {
            let text = format!("The body did not arrive within {:?}.", limits.timeout);
            Err(ApiError::new(408, "RequestTimeout.Localyun", text))
        })
    }

    async fn read(&self, limits: BodyLimits, mut body: Incoming) -> Result<Received, ApiError> {
        let mut share = Share::default();
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
            if !share.grow(self, size, limits.all) {
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
        Ok(Received { bytes, _share: share })
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
        let mut one = Share::default();
        assert!(one.grow(&all, FREE, 0));
        assert_eq!(all.held(), 0);
        assert!(one.grow(&all, FREE + 10, 10));
        assert!(one.grow(&all, FREE + 10, 10));
        let mut two = Share::default();
        assert!(two.grow(&all, 100, 10));
        assert!(!two.grow(&all, FREE + 1, 10));
        drop((one, two));
        assert_eq!(all.held(), 0);
    }

    #[test]
    fn an_answer_counts_until_its_last_copy_goes() {
        let all = Bodies::default();
        let small = all.hold(vec![0; FREE].into());
        assert_eq!((small.len(), all.held()), (FREE, 0));
        let large = all.hold(vec![7; FREE + 10].into());
        let part = large.slice(FREE..);
        assert_eq!((&*part, all.held()), (&[7; 10][..], 10));
        drop(large);
        assert_eq!(all.held(), 10);
        drop(part);
        assert_eq!(all.held(), 0);
    }
}
