//! What hyper reads from and writes to, watched.
//!
//! hyper refuses a head that is broken or too large by itself, without a body, and hangs up on
//! a slow one without a word. Clients need a body (protocol.md 3.5), so both are noticed here, and
//! the connection stays open for it.

use std::{
    io::{self, IoSlice},
    pin::Pin,
    task::{Context, Poll},
};

use hyper::rt::{Read, ReadBufCursor, Write};
use hyper_util::rt::TokioIo;

use crate::serve::stream::Stream;

/// A connection in the hands of hyper.
pub(crate) struct Socket {
    stream: TokioIo<Stream>,
    /// The status that hyper would have refused a request with.
    pub(crate) refused: Option<u16>,
    /// Whether the client has said something that was not answered.
    pub(crate) unanswered: bool,
}

impl Socket {
    pub(crate) fn new(stream: Stream) -> Self {
        Self { stream: TokioIo::new(stream), refused: None, unanswered: false }
    }

    /// The connection, open in both directions, once hyper is done with it.
    pub(crate) fn into_stream(self) -> Stream {
        self.stream.into_inner()
    }

    fn stream(&mut self) -> Pin<&mut TokioIo<Stream>> {
        Pin::new(&mut self.stream)
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
        let read = self.stream().poll_read(cx, buf);
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
        self.stream().poll_write(cx, buf)
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
        self.stream().poll_write_vectored(cx, bufs)
    }

    fn is_write_vectored(&self) -> bool {
        self.stream.is_write_vectored()
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        self.stream().poll_flush(cx)
    }

    /// An error may follow; the code that takes the stream back closes it.
    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}
