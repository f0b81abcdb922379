//! The body of an answer on its way to the client.

use std::{
    convert::Infallible,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
};

use bytes::Bytes;
use hyper::body::{self, Frame, SizeHint};
use tokio::sync::watch;

use crate::{
    serve::{progress::ConnectionState, when_stopped},
    wire::{bodies::Bodies, body::Body},
};

/// A [`Body`] that is being sent. hyper asks it for a chunk as soon as there is room to send one.
///
/// One that is made while it is sent ends when the server is to stop, and the client has as long
/// to read each chunk as it has to send a head. For the server it may take as long as it likes.
pub(super) struct Sending {
    body: Body,
    /// For a body that is made while it is sent.
    watch: Option<Box<Watch>>,
}

struct Watch {
    turn: Arc<ConnectionState>,
    /// Until the server is to stop.
    stop: Option<Pin<Box<dyn Future<Output = ()> + Send>>>,
}

impl Sending {
    pub(super) fn new(
        mut body: Body,
        all: &Bodies,
        turn: &Arc<ConnectionState>,
        stop: &watch::Receiver<bool>,
    ) -> Self {
        body.count(all);
        let watch = matches!(body, Body::Chunks(_)).then(|| {
            let mut stop = stop.clone();
            let stop = Some(Box::pin(async move { when_stopped(&mut stop).await }) as _);
            Box::new(Watch { turn: Arc::clone(turn), stop })
        });
        Self { body, watch }
    }
}

impl body::Body for Sending {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, Infallible>>> {
        let Self { body, watch } = self.get_mut();
        let Some(watch) = watch else { return Pin::new(body).poll_frame(cx) };
        if watch.stop.as_mut().is_some_and(|stop| stop.as_mut().poll(cx).is_ready()) {
            watch.stop = None;
            body.close();
        }
        let next = Pin::new(body).poll_frame(cx);
        match next {
            Poll::Pending => watch.turn.is_servers(),
            Poll::Ready(_) => watch.turn.is_clients(),
        }
        next
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
