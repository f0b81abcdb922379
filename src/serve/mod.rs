//! The endpoint: accepts connections, holds clients to their limits, and ends when told to.

pub(crate) mod answer;
pub(crate) mod descriptors;
pub(crate) mod signals;
mod socket;
pub(crate) mod threads;

use std::{
    convert::Infallible,
    io,
    net::SocketAddr,
    pin::pin,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use bytes::Bytes;
use http_body_util::{BodyExt, Collected, Full};
use hyper::{Request, Response, body::Incoming, server::conn::http1, service::service_fn};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{OwnedSemaphorePermit, Semaphore, watch},
    time,
};
use tracing::{debug, warn};

use crate::{
    app::App,
    config::Limits,
    serve::{
        answer::{HEADERS, Progress, answer, head_too_large, named, refusal, too_much},
        socket::Home,
        threads::Threads,
    },
    world::due,
};

/// Room in hyper's own buffer for what a head has besides the bytes that count to [`Limits::max_head`].
const BEYOND: usize = 16 * 1024;
/// How many connections that there is no room for may be open at a time, to be told so. Further
/// ones wait in the system's queue.
pub(crate) const TURNED_AWAY: usize = 32;

/// How long a client may take, once the server is to stop, to send the rest of a request or to read
/// the rest of an answer.
const GRACE: Duration = Duration::from_millis(1500);

/// How long calls that are running may take then.
const LONGEST: Duration = Duration::from_secs(10);

/// Serves until `stop` turns true; then finishes the calls in flight. A request that is not there
/// as a whole by then has a second and a half to come, a call that runs has ten.
pub async fn serve(
    app: Arc<App>,
    listener: TcpListener,
    mut stop: watch::Receiver<bool>,
) -> io::Result<()> {
    let mut threads = Threads::start()?;
    let watch = tokio::spawn(due::watch(Arc::clone(&app.world)));
    let most = app.limits.max_connections.min(u32::MAX as usize);
    let room = Arc::new(Semaphore::new(most));
    let open = Arc::new(Semaphore::new(most + TURNED_AWAY));
    let mut failing = false;
    loop {
        let accepted = tokio::select! {
            accepted = accept(&listener, &open) => accepted,
            () = told(&mut stop) => break,
        };
        if let Err(e) = &accepted
            && !failing
        {
            warn!(error = %e, "cannot accept connections; trying again");
        }
        failing = accepted.is_err();
        match accepted {
            Ok((stream, peer, place)) => {
                let (app, room, stop) = (Arc::clone(&app), Arc::clone(&room), stop.clone());
                threads.serve(stream, move |stream| async move {
                    match room.try_acquire() {
                        Ok(_place) => connection(app, stream, peer, stop).await,
                        Err(_) => turn_away(stream).await,
                    }
                    drop(place);
                })?;
            }
            // The whole system is out of file descriptors, mostly; they come back.
            Err(_) => time::sleep(Duration::from_millis(50)).await,
        }
    }
    drop(listener);
    // Who waits for a key is told, and the end does not wait for it.
    app.world.key_pool.close();
    let all = u32::try_from(most).unwrap_or(u32::MAX);
    if time::timeout(LONGEST, room.acquire_many(all)).await.is_err() {
        warn!("some calls were still running after {LONGEST:?} and were cut off");
    }
    watch.abort();
    Ok(())
}

/// The next connection, with its place among those that may be open.
async fn accept(
    listener: &TcpListener,
    open: &Arc<Semaphore>,
) -> io::Result<(TcpStream, SocketAddr, OwnedSemaphorePermit)> {
    let place = Arc::clone(open).acquire_owned().await.map_err(io::Error::other)?;
    let (stream, peer) = listener.accept().await?;
    Ok((stream, peer, place))
}

/// Ends when the server is to stop, or when nobody is left to say so.
async fn told(stop: &mut watch::Receiver<bool>) {
    let _ = stop.wait_for(|stop| *stop).await;
}

/// Where a connection stands.
struct Turn {
    start: Instant,
    /// Since when the next head is awaited, in milliseconds from the start; [`BUSY`] while a call runs.
    waits: AtomicU64,
    progress: Progress,
}

const BUSY: u64 = u64::MAX;

impl Turn {
    fn new() -> Self {
        Self { start: Instant::now(), waits: 0.into(), progress: Progress::default() }
    }

    fn clock(&self) -> u64 {
        u64::try_from(self.start.elapsed().as_millis()).unwrap_or(BUSY - 1)
    }

    /// Ends when the server has waited for a client long enough to stop, unless a call is running.
    async fn cut_off(&self) {
        time::sleep(GRACE).await;
        while self.progress.running.load(Ordering::Relaxed) {
            time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// Ends when a head has not come within `patience`. One timer for a connection, where hyper
    /// would set one for each request.
    async fn too_late(&self, patience: Duration) {
        let mut wait = patience;
        loop {
            time::sleep(wait).await;
            wait = match self.waits.load(Ordering::Relaxed) {
                BUSY => patience,
                since => {
                    let waited = Duration::from_millis(self.clock().saturating_sub(since));
                    match patience.checked_sub(waited) {
                        None | Some(Duration::ZERO) => return,
                        Some(left) => left,
                    }
                }
            };
        }
    }
}

async fn connection(
    app: Arc<App>,
    stream: TcpStream,
    peer: SocketAddr,
    mut stop: watch::Receiver<bool>,
) {
    // Without it small answers wait for the client's acknowledgement.
    let _ = stream.set_nodelay(true);
    let (home, turn) = (Home::default(), Turn::new());
    let ended = {
        let (app, turn) = (&*app, &turn);
        let service = service_fn(|request| async move {
            turn.waits.store(BUSY, Ordering::Relaxed);
            let response = answer(app, peer, &turn.progress, request).await;
            turn.progress.running.store(false, Ordering::Relaxed);
            turn.waits.store(turn.clock(), Ordering::Relaxed);
            response
        });
        let serving = http1::Builder::new()
            .header_read_timeout(None)
            .max_buf_size(app.limits.max_head.saturating_add(BEYOND))
            .max_headers(HEADERS)
            .serve_connection(home.lend(stream), service);
        let (mut serving, mut late) = (pin!(serving), pin!(turn.too_late(app.limits.head_timeout)));
        let ended = tokio::select! {
            biased;
            ended = serving.as_mut() => Some(ended),
            () = late.as_mut() => None,
            () = told(&mut stop) => {
                serving.as_mut().graceful_shutdown();
                tokio::select! {
                    ended = serving => Some(ended),
                    () = late => None,
                    () = turn.cut_off() => Some(Ok(())),
                }
            }
        };
        ended.map_or(End::Late, |ended| ended.err().map_or(End::Well, End::Broken))
    };
    if let End::Broken(e) = &ended {
        debug!(%peer, error = %e, "a connection ended early");
    }
    part(&app.limits, home, ended, turn.progress.over.into_inner()).await;
}

/// How a connection ended.
enum End {
    /// As clients end one.
    Well,
    /// By something that is not HTTP.
    Broken(hyper::Error),
    /// By waiting for a head.
    Late,
}

/// Ends a connection: tells its client what hyper would have kept to itself, and lets one
/// that was refused finish sending.
async fn part(limits: &Limits, home: Home, ended: End, over: bool) {
    let Some(back) = home.take() else { return };
    if back.is_tls && back.refused.is_some() {
        return not_tls(back.stream).await;
    }
    let refusal = match (back.refused, ended) {
        (Some(414 | 431), _) => head_too_large(limits),
        (Some(_), End::Broken(e)) => {
            refusal(400, "BrokenRequest.Localyun", format!("The request is not HTTP: {e}."))
        }
        (_, End::Late) if back.unanswered => {
            let text =
                format!("The head of the request did not arrive within {:?}.", limits.head_timeout);
            refusal(408, "RequestTimeout.Localyun", text)
        }
        _ if over => return socket::hear_out(back.stream).await,
        _ => return,
    };
    let response = too_much("", &refusal);
    if socket::send(&back.stream, &written(response).await).await.is_ok() {
        socket::hear_out(back.stream).await;
    }
}

/// Tells a client that begins with a TLS handshake what is spoken here.
async fn not_tls(stream: TcpStream) {
    let peer = stream.peer_addr().map_or_else(|_| "a client".to_owned(), |a| a.to_string());
    warn!("{peer} speaks TLS (https), but this port speaks HTTP: use an endpoint with http://");
    let text = "This port speaks HTTP, not TLS: use http:// instead of https://.\n";
    let response = Response::builder()
        .status(400)
        .header("content-type", "text/plain; charset=utf-8")
        .header("connection", "close")
        .body(Full::from(text));
    let Ok(response) = response else { return };
    if socket::send(&stream, &written(response).await).await.is_ok() {
        socket::hear_out(stream).await;
    }
}

/// A response as it goes over the wire.
async fn written(response: Response<Full<Bytes>>) -> Vec<u8> {
    let (head, body) = response.into_parts();
    let body = body.collect().await.map(Collected::to_bytes).unwrap_or_default();
    let mut out =
        format!("HTTP/1.1 {}\r\ncontent-length: {}\r\n", head.status, body.len()).into_bytes();
    for (name, value) in &head.headers {
        out.extend_from_slice(name.as_ref());
        out.extend_from_slice(b": ");
        out.extend_from_slice(value.as_bytes());
        out.extend_from_slice(b"\r\n");
    }
    out.extend_from_slice(b"\r\n");
    out.extend_from_slice(&body);
    out
}

/// Answers the first request of a connection that there is no room for, whatever it is.
async fn turn_away(stream: TcpStream) {
    let home = Home::default();
    let ended = {
        let full = service_fn(|request: Request<Incoming>| async move {
            let text = "There are as many connections open as there may be.".to_owned();
            let refusal = refusal(503, "TooManyConnections.Localyun", text);
            Ok::<_, Infallible>(too_much(named(request.headers()), &refusal))
        });
        let serving =
            http1::Builder::new().keep_alive(false).serve_connection(home.lend(stream), full);
        time::timeout(Duration::from_secs(1), serving).await
    };
    if ended.is_err() {
        debug!("a connection that there was no room for said nothing");
    } else if let Some(back) = home.take() {
        socket::hear_out(back.stream).await;
    }
}

/// Binds the listener, and says where it listens.
pub async fn bind(address: SocketAddr) -> io::Result<(TcpListener, String)> {
    let listener = TcpListener::bind(address).await?;
    let mut address = listener.local_addr()?;
    if address.ip().is_unspecified() {
        let loopback: std::net::IpAddr = match address {
            SocketAddr::V4(_) => std::net::Ipv4Addr::LOCALHOST.into(),
            SocketAddr::V6(_) => std::net::Ipv6Addr::LOCALHOST.into(),
        };
        address.set_ip(loopback);
    }
    Ok((listener, format!("http://{address}")))
}
