//! A name server's sockets: UDP and TCP on one port (RFC 1035, 4.2).

use std::{io, net::SocketAddr, sync::Arc, time::Duration};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpListener, TcpStream, UdpSocket},
    sync::Semaphore,
    task::JoinSet,
    time,
};

/// How long a connection may be idle.
const IDLE: Duration = Duration::from_secs(10);

/// How many bytes of a message an answer by TCP has at most.
const BY_TCP: usize = 65_535;

/// How often a port for both is looked for, where the system picks one.
const ATTEMPTS: usize = 16;

/// By what a query came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Transport {
    /// A datagram, whose answer is as long as the query says, or is cut.
    Udp,
    /// A connection.
    Tcp,
}

impl Transport {
    /// Its name.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Udp => "udp",
            Self::Tcp => "tcp",
        }
    }
}

/// What answers queries.
pub(crate) trait Answerer: Send + Sync + 'static {
    /// The answer to a query, as messages on the wire; `None` to what is none.
    fn answer(
        &self,
        query: &[u8],
        from: (SocketAddr, Transport),
    ) -> impl Future<Output = Option<Vec<u8>>> + Send;
}

/// The sockets of a name server.
pub(crate) struct Sockets {
    pub(crate) udp: UdpSocket,
    pub(crate) tcp: TcpListener,
}

impl Sockets {
    /// Listens on an address; port 0 is one that is free for both.
    pub(crate) async fn bind(address: SocketAddr) -> io::Result<Self> {
        let mut attempts = if address.port() == 0 { ATTEMPTS } else { 1 };
        loop {
            let tcp = TcpListener::bind(address).await?;
            match UdpSocket::bind(tcp.local_addr()?).await {
                Ok(udp) => return Ok(Self { udp, tcp }),
                Err(e) if attempts == 1 => return Err(e),
                Err(_) => attempts -= 1,
            }
        }
    }

    /// Where they listen.
    pub(crate) fn address(&self) -> io::Result<SocketAddr> {
        self.tcp.local_addr()
    }

    /// Answers until it is dropped. A connection has a place in `room`; further ones are closed.
    pub(crate) async fn serve(self, answerer: Arc<impl Answerer>, room: Arc<Semaphore>) {
        let (udp, tcp) = (Arc::new(self.udp), Arc::new(self.tcp));
        loop {
            let mut tasks = JoinSet::new();
            tasks.spawn(datagrams(Arc::clone(&udp), Arc::clone(&answerer)));
            tasks.spawn(connections(Arc::clone(&tcp), Arc::clone(&answerer), Arc::clone(&room)));
            // Neither ends by itself. One that a fault has ended begins anew.
            tasks.join_next().await;
        }
    }
}

async fn datagrams(socket: Arc<UdpSocket>, answerer: Arc<impl Answerer>) {
    // The most that a datagram has.
    let mut query = vec![0; 64 * 1024];
    loop {
        match socket.recv_from(&mut query).await {
            Ok((length, peer)) => {
                if let Some(answer) =
                    answerer.answer(&query[..length], (peer, Transport::Udp)).await
                {
                    // Who does not wait for it gets none.
                    let _ = socket.send_to(&answer, peer).await;
                }
            }
            // An earlier client has gone; or the system is short of something.
            Err(_) => time::sleep(Duration::from_millis(1)).await,
        }
    }
}

async fn connections(
    listener: Arc<TcpListener>,
    answerer: Arc<impl Answerer>,
    room: Arc<Semaphore>,
) {
    loop {
        match listener.accept().await {
            Ok((tcp, peer)) => {
                let Ok(place) = Arc::clone(&room).try_acquire_owned() else { continue };
                let answerer = Arc::clone(&answerer);
                tokio::spawn(async move {
                    // Whoever leaves is not told anything.
                    let _ = converse(tcp, peer, &*answerer).await;
                    drop(place);
                });
            }
            Err(_) => time::sleep(Duration::from_millis(50)).await,
        }
    }
}

/// Queries and answers with their lengths before them.
async fn converse(
    mut tcp: TcpStream,
    peer: SocketAddr,
    answerer: &impl Answerer,
) -> io::Result<()> {
    loop {
        let length = time::timeout(IDLE, tcp.read_u16()).await??;
        let mut query = vec![0; usize::from(length)];
        time::timeout(IDLE, tcp.read_exact(&mut query)).await??;
        let answer = answerer.answer(&query, (peer, Transport::Tcp)).await;
        let Some(answer) = answer.filter(|it| it.len() <= BY_TCP) else { return Ok(()) };
        let length = u16::try_from(answer.len()).unwrap_or(u16::MAX);
        let mut message = length.to_be_bytes().to_vec();
        message.extend_from_slice(&answer);
        time::timeout(IDLE, tcp.write_all(&message)).await??;
    }
}
