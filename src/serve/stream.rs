//! What a connection runs over, TCP or TLS. This file alone knows: who is at the other end, what is said in the end, and
//! how it is closed.

use std::{
    io::{self, IoSlice},
    net::SocketAddr,
    pin::Pin,
    task::{Context, Poll},
    time::Duration,
};

use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt, ReadBuf},
    net::TcpStream,
    time,
};
use tokio_rustls::server::TlsStream;

/// The time limit for sending the last answer of a connection.
const PATIENCE: Duration = Duration::from_secs(2);

/// How much a client that was told something in the end may go on sending.
const LIMIT: usize = 64 * 1024 * 1024;

/// The bytes of a connection, in both directions.
#[derive(Debug)]
pub(crate) enum Stream {
    /// TCP as it is.
    Plain {
        /// The socket.
        tcp: TcpStream,
        /// The other end of it.
        peer: SocketAddr,
    },
    /// TLS over TCP.
    Tls {
        /// The session.
        tls: Box<TlsStream<TcpStream>>,
        /// The other end of it.
        peer: SocketAddr,
    },
}

impl Stream {
    /// A connection over plain TCP.
    pub(crate) fn plain(tcp: TcpStream, peer: SocketAddr) -> Self {
        // Without it small answers wait for the client's acknowledgement.
        let _ = tcp.set_nodelay(true);
        Self::Plain { tcp, peer }
    }

    /// The client's address.
    pub(crate) fn peer(&self) -> SocketAddr {
        match self {
            Self::Plain { peer, .. } | Self::Tls { peer, .. } => *peer,
        }
    }

    /// The first byte, once there is one, which is left to be read; none at the end.
    pub(crate) async fn first_byte(&self) -> io::Result<Option<u8>> {
        let mut first = [0];
        let there = self.tcp().peek(&mut first).await?;
        Ok(first.first().copied().filter(|_| there > 0))
    }

    /// Resets the connection: what was not sent is lost.
    pub(crate) fn reset(self) {
        // A socket that does not linger is reset when it is closed.
        let _ = self.tcp().set_zero_linger();
    }

    fn tcp(&self) -> &TcpStream {
        match self {
            Self::Plain { tcp, .. } => tcp,
            Self::Tls { tls, .. } => tls.get_ref().0,
        }
    }

    /// Sends the client a last answer, as far as it takes it, and closes the connection.
    pub(crate) async fn close_with(mut self, answer: &[u8]) {
        if let Ok(Ok(())) = time::timeout(PATIENCE, self.write_all(answer)).await {
            self.hear_out().await;
        }
    }

    /// Closes the connection, but lets the client finish sending before: a socket that is closed
    /// while its client still sends is reset, which can destroy the answer on its way.
    pub(crate) async fn hear_out(mut self) {
        let hear = async {
            self.shutdown().await?;
            let (mut buffer, mut heard) = (vec![0; 64 * 1024], 0);
            while heard < LIMIT {
                match self.read(&mut buffer).await? {
                    0 => break,
                    more => heard += more,
                }
            }
            io::Result::Ok(())
        };
        // Whatever it does, it was told.
        let _ = time::timeout(PATIENCE, hear).await;
    }
}

/// Calls a method of the transport, whichever it is.
macro_rules! transport {
    ($stream:expr, $method:ident($($argument:expr),*)) => {
        match $stream.get_mut() {
            Self::Plain { tcp, .. } => Pin::new(tcp).$method($($argument),*),
            Self::Tls { tls, .. } => Pin::new(&mut **tls).$method($($argument),*),
        }
    };
}

impl AsyncRead for Stream {
    fn poll_read(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        transport!(self, poll_read(cx, buf))
    }
}

impl AsyncWrite for Stream {
    fn poll_write(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        transport!(self, poll_write(cx, buf))
    }

    fn poll_write_vectored(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        bufs: &[IoSlice<'_>],
    ) -> Poll<io::Result<usize>> {
        transport!(self, poll_write_vectored(cx, bufs))
    }

    fn is_write_vectored(&self) -> bool {
        match self {
            Self::Plain { tcp, .. } => tcp.is_write_vectored(),
            Self::Tls { tls, .. } => tls.is_write_vectored(),
        }
    }

    fn poll_flush(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        transport!(self, poll_flush(cx))
    }

    fn poll_shutdown(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        transport!(self, poll_shutdown(cx))
    }
}
