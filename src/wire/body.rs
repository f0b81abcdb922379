//! The body of an answer.

use std::{
    convert::Infallible,
    mem,
    pin::Pin,
    task::{Context, Poll},
};

use bytes::Bytes;
use hyper::body::{self, Frame, SizeHint};
use tokio::sync::mpsc;

use crate::wire::bodies::Bodies;

/// How many chunks may wait to be sent. Who makes more waits for the client to read.
const WAITING: usize = 8;

/// The body of an answer, whatever makes it.
#[derive(Debug)]
pub enum Body {
    /// All of it is there. The bytes of a large one hold a share of [`Bodies`] until they are sent.
    Whole(Bytes),
    /// It is made while it is sent. It ends when the [`Chunks`] that it comes from are dropped.
    Chunks(mpsc::Receiver<Bytes>),
}

/// The end of [`Body::Chunks`] into which an answer is put as it is made. Drop it to end the answer.
#[derive(Debug)]
pub struct Chunks(mpsc::Sender<Bytes>);

/// Room for one chunk more, also in an answer that is to end.
#[derive(Debug)]
pub struct LastChunk(mpsc::OwnedPermit<Bytes>);

impl LastChunk {
    /// Sends it, if the client is still there. The answer ends after it.
    pub fn send(self, chunk: impl Into<Bytes>) {
        self.0.send(chunk.into());
    }
}

/// The answer is not received any more: its client has disconnected, or the server stops.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("nobody receives the answer any more")]
pub struct Gone;

impl Chunks {
    /// Sends a chunk, once there is room for it: the client sets the pace.
    pub async fn send(&self, chunk: impl Into<Bytes>) -> Result<(), Gone> {
        self.0.send(chunk.into()).await.map_err(|_| Gone)
    }

    /// Keeps room for a last chunk, which is sent even where the server stops; `None` if there is none.
    #[must_use]
    pub fn last(&self) -> Option<LastChunk> {
        self.0.clone().try_reserve_owned().ok().map(LastChunk)
    }

    /// Ends when nobody receives the answer any more, for one that has nothing to send for long.
    pub async fn gone(&self) {
        self.0.closed().await;
    }
}

impl Body {
    /// A body that is made while it is sent, and where its chunks are put.
    #[must_use]
    pub fn chunks() -> (Chunks, Self) {
        let (sender, receiver) = mpsc::channel(WAITING);
        (Chunks(sender), Self::Chunks(receiver))
    }

    /// Lets a whole body count among all bodies until it is sent.
    pub(crate) fn count(&mut self, all: &Bodies) {
        if let Self::Whole(bytes) = self {
            *bytes = all.hold(mem::take(bytes));
        }
    }

    /// Takes no further chunks. Those that wait are still sent.
    pub(crate) fn close(&mut self) {
        if let Self::Chunks(chunks) = self {
            chunks.close();
        }
    }
}

impl<T: Into<Bytes>> From<T> for Body {
    fn from(whole: T) -> Self {
        Self::Whole(whole.into())
    }
}

impl body::Body for Body {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let next = match self.get_mut() {
            Self::Whole(bytes) => Poll::Ready(Some(mem::take(bytes)).filter(|it| !it.is_empty())),
            Self::Chunks(chunks) => chunks.poll_recv(cx),
        };
        next.map(|chunk| chunk.map(|chunk| Ok(Frame::data(chunk))))
    }

    fn is_end_stream(&self) -> bool {
        matches!(self, Self::Whole(bytes) if bytes.is_empty())
    }

    fn size_hint(&self) -> SizeHint {
        match self {
            Self::Whole(bytes) => SizeHint::with_exact(bytes.len() as u64),
            Self::Chunks(_) => SizeHint::default(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::{pin::pin, task::Waker};

    use hyper::body::Body as _;

    use super::*;

    fn poll<F: Future>(future: F) -> Poll<F::Output> {
        pin!(future).poll(&mut Context::from_waker(Waker::noop()))
    }

    fn next(body: &mut Body) -> Poll<Option<Bytes>> {
        let frame = Pin::new(body).poll_frame(&mut Context::from_waker(Waker::noop()));
        frame.map(|it| it.map(|it| it.unwrap().into_data().unwrap()))
    }

    #[test]
    fn a_whole_body_has_its_length_and_one_frame() {
        let mut body = Body::from("all of it");
        assert_eq!((body.size_hint().exact(), body.is_end_stream()), (Some(9), false));
        assert_eq!(next(&mut body), Poll::Ready(Some("all of it".into())));
        assert!(body.is_end_stream());
        assert_eq!(next(&mut body), Poll::Ready(None));
        assert!(Body::from("").is_end_stream());
    }

    #[test]
    fn no_more_chunks_wait_than_there_is_room_for() {
        let (chunks, mut body) = Body::chunks();
        assert_eq!((body.size_hint().exact(), body.is_end_stream()), (None, false));
        for _ in 0..WAITING {
            assert_eq!(poll(chunks.send("x")), Poll::Ready(Ok(())));
        }
        assert_eq!(poll(chunks.send("y")), Poll::Pending);
        assert_eq!(next(&mut body), Poll::Ready(Some("x".into())));
        assert_eq!(poll(chunks.send("y")), Poll::Ready(Ok(())));
    }

    #[test]
    fn it_ends_with_what_makes_it_or_when_it_is_closed() {
        let (chunks, mut body) = Body::chunks();
        assert_eq!(poll(chunks.send("x")), Poll::Ready(Ok(())));
        drop(chunks);
        assert_eq!(next(&mut body), Poll::Ready(Some("x".into())));
        assert_eq!(next(&mut body), Poll::Ready(None));

        let (chunks, mut body) = Body::chunks();
        assert_eq!(poll(chunks.send("x")), Poll::Ready(Ok(())));
        assert_eq!(poll(chunks.gone()), Poll::Pending);
        body.close();
        assert_eq!(poll(chunks.gone()), Poll::Ready(()));
        assert_eq!(poll(chunks.send("y")), Poll::Ready(Err(Gone)));
        assert_eq!(next(&mut body), Poll::Ready(Some("x".into())));
        assert_eq!(next(&mut body), Poll::Ready(None));

        // With a last word, if room was kept for it.
        let (chunks, mut body) = Body::chunks();
        let last = chunks.last().unwrap();
        body.close();
        assert_eq!(poll(chunks.send("y")), Poll::Ready(Err(Gone)));
        drop(chunks);
        assert_eq!(next(&mut body), Poll::Pending);
        last.send("z");
        assert_eq!(next(&mut body), Poll::Ready(Some("z".into())));
        assert_eq!(next(&mut body), Poll::Ready(None));

        let (chunks, body) = Body::chunks();
        drop(body);
        assert_eq!(poll(chunks.send("x")), Poll::Ready(Err(Gone)));
    }
}
