//! A client's socket, lent to hyper and taken back at the end.
//!
//! hyper refuses a head that is broken or too large by itself, without a body, and hangs up on
//! a slow one without a word. Clients need a body (protocol.md 3.5).

use std::{
    io::{self, IoSlice},
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll, ready},
};

use hyper::rt::{Read, ReadBufCursor, Write};
use hyper_util::rt::TokioIo;

use crate::serve::stream::Stream;

/// Where a socket comes back to.
#[derive(Clone, Default)]
pub(crate) struct Home(Arc<Mutex<Option<Returned>>>);

/// A socket that hyper is done with.
pub(crate) struct Returned {
    /// It, open in both directions.
    pub(crate) stream: Stream,
    /// The status that hyper would have refused a request with.
    pub(crate) refused: Option<u16>,
    /// Whether the client has said something that was not answered.
    pub(crate) unanswered: bool,
    /// Whether its first byte was that of a TLS handshake.
    pub(crate) is_tls: bool,
}

impl Home {
    /// Lends a socket.
    pub(crate) fn lend(&self, stream: Stream) -> Socket {
        let home = self.clone();
        Socket {
            stream: Some(TokioIo::new(stream)),
            refused: None,
            unanswered: false,
            is_tls: None,
            home,
        }
    }

    /// Takes it back, once hyper has dropped it.
    pub(crate) fn take(&self) -> Option<Returned> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// What every record of a TLS handshake begins with (RFC 8446, 5.1).
const HANDSHAKE: u8 = 22;

/// A socket on loan.
pub(crate) struct Socket {
    /// There until it is returned.
    stream: Option<TokioIo<Stream>>,
    refused: Option<u16>,
    unanswered: bool,
    /// Known once the first byte is there.
    is_tls: Option<bool>,
    home: Home,
}

impl Drop for Socket {
    fn drop(&mut self) {
        let stream = self.stream.take().map(TokioIo::into_inner);
        let (refused, unanswered) = (self.refused, self.unanswered);
        let is_tls = self.is_tls.unwrap_or_default();
        *self.home.0.lock().unwrap_or_else(PoisonError::into_inner) =
            stream.map(|stream| Returned { stream, refused, unanswered, is_tls });
    }
}

impl Socket {
    fn stream(&mut self) -> io::Result<Pin<&mut TokioIo<Stream>>> {
        self.stream.as_mut().map(Pin::new).ok_or_else(|| io::ErrorKind::NotConnected.into())
    }

    /// Looks at the first byte, and leaves it where it is.
    fn poll_first(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let first = ready!(self.stream()?.inner().poll_peek(cx))?;
        self.is_tls = Some(first == Some(HANDSHAKE));
        Poll::Ready(Ok(()))
    }

    /// Keeps a refusal of hyper's own from being sent: the only answers without a body.
    fn keeps(&mut self, head: &[u8]) -> bool {
        let bare = head.starts_with(b"HTTP/1.1 4")
            && head.ends_with(b"\r\n\r\n")
            && head.windows(21).any(|w| w == b"\r\ncontent-length: 0\r\n");
        if bare {
            self.refused = head.get(9..12).and_then(|s| std::str::from_utf8(s).ok()?.parse().ok());
        }
        bare
    }
}

impl Read for Socket {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: ReadBufCursor<'_>,
    ) -> Poll<io::Result<()>> {
        if self.is_tls.is_none() {
            ready!(self.poll_first(cx))?;
        }
        let read = self.stream()?.poll_read(cx, buf);
        self.unanswered |= read.is_ready();
        read
    }
}

impl Write for Socket {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        if self.keeps(buf) {
            return Poll::Ready(Ok(buf.len()));
        }
        self.unanswered = false;
        self.stream()?.poll_write(cx, buf)
    }

    fn poll_write_vectored(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        if let [only] = bufs
            && self.keeps(only)
        {
            return Poll::Ready(Ok(only.len()));
        }
        self.unanswered = false;
        self.stream()?.poll_write_vectored(cx, bufs)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.as_ref().is_some_and(Write::is_write_vectored)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.stream()?.poll_flush(cx)
    }

    /// There may be more to say; whoever takes it back closes it.
    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}
