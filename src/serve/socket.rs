//! A client's socket, lent to hyper and taken back at the end.
//!
//! hyper refuses a head that is broken or too large by itself, without a body, and hangs up on
//! a slow one without a word. Clients need a body (protocol.md 3.5). And a socket that is closed
//! while its client still sends is reset, which can destroy the answer on its way.

use std::{
    future::poll_fn,
    io::{self, IoSlice},
    pin::Pin,
    sync::{Arc, Mutex, PoisonError},
    task::{Context, Poll, ready},
    time::Duration,
};

use hyper::rt::{Read, ReadBufCursor, Write};
use hyper_util::rt::TokioIo;
use tokio::{
    io::{AsyncWrite, ReadBuf},
    net::TcpStream,
    time,
};

/// Where a socket comes back to.
#[derive(Clone, Default)]
pub(crate) struct Home(Arc<Mutex<Option<Returned>>>);

/// A socket that hyper is done with.
pub(crate) struct Returned {
    /// It, open in both directions.
    pub(crate) stream: TcpStream,
    /// The status that hyper would have refused a request with.
    pub(crate) refused: Option<u16>,
    /// Whether the client has said something that was not answered.
    pub(crate) unanswered: bool,
    /// Whether its first byte was that of a TLS handshake.
    pub(crate) is_tls: bool,
}

impl Home {
    /// Lends a socket.
    pub(crate) fn lend(&self, stream: TcpStream) -> Socket {
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
    stream: Option<TokioIo<TcpStream>>,
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
    fn stream(&mut self) -> io::Result<Pin<&mut TokioIo<TcpStream>>> {
        self.stream.as_mut().map(Pin::new).ok_or_else(|| io::ErrorKind::NotConnected.into())
    }

    /// Looks at the first byte, and leaves it where it is.
    fn poll_first(&mut self, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        let mut first = [0];
        let mut buf = ReadBuf::new(&mut first);
        ready!(self.stream()?.inner().poll_peek(cx, &mut buf))?;
        self.is_tls = Some(buf.filled() == [HANDSHAKE]);
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

/// Sends the whole of `bytes`, as far as the client takes them.
pub(crate) async fn send(stream: &TcpStream, mut bytes: &[u8]) -> io::Result<()> {
    while !bytes.is_empty() {
        stream.writable().await?;
        match stream.try_write(bytes) {
            Ok(sent) => bytes = bytes.get(sent..).unwrap_or_default(),
            Err(e) if e.kind() == io::ErrorKind::WouldBlock => {}
            Err(e) => return Err(e),
        }
    }
    Ok(())
}

/// For how long, and how much, a client that was refused may go on sending.
const PATIENCE: Duration = Duration::from_secs(2);
const MOST: usize = 64 * 1024 * 1024;

/// Lets a client that was refused finish sending, so that it comes to read why.
pub(crate) async fn hear_out(mut stream: TcpStream) {
    let hear = async {
        poll_fn(|cx| Pin::new(&mut stream).poll_shutdown(cx)).await?;
        let (mut buffer, mut heard) = (vec![0; 64 * 1024], 0);
        while heard < MOST {
            stream.readable().await?;
            match stream.try_read(&mut buffer) {
                Ok(0) => break,
                Ok(more) => heard += more,
                Err(e) if e.kind() == io::ErrorKind::WouldBlock => {}
                Err(e) => return Err(e),
            }
        }
        io::Result::Ok(())
    };
    // Whatever it does, it was told.
    let _ = time::timeout(PATIENCE, hear).await;
}
