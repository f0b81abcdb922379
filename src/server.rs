//! The endpoint: accepts connections, holds clients to their limits, and ends when told to.

use std::{
    convert::Infallible,
    io,
    net::SocketAddr,
    pin::pin,
    sync::{Arc, OnceLock},
    time::Duration,
};

use actions::ApiError;
use bytes::Bytes;
use http_body_util::{BodyExt, Full, LengthLimitError, Limited};
use hyper::{
    Request, Response, body::Incoming, http::request::Parts, server::conn::http1,
    service::service_fn,
};
use hyper_util::rt::{TokioIo, TokioTimer};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::{Semaphore, watch},
    time,
};
use tracing::{debug, info, warn};

use crate::{
    api::{
        self,
        encode::{self, Failure, Format},
    },
    config::{Auth, Limits},
    control, due, web,
    world::{self, World},
};

/// Everything that serves: the worlds, and how their callers are treated.
///
/// There is one world by default. The key id on a request decides which one it enters.
pub struct App {
    /// The world of every key that belongs to no other.
    pub world: Arc<World>,
    /// What to do with wrong signatures.
    pub auth: Auth,
    /// What a client may ask for at the most.
    pub limits: Limits,
    /// Where it listens, once it does: `http://127.0.0.1:4800`.
    pub base: OnceLock<String>,
}

impl App {
    /// The start of links into this server.
    #[must_use]
    pub fn base(&self) -> &str {
        self.base.get().map_or("", String::as_str)
    }
}

/// Room for the head of a request in hyper's own buffer. Its refusals have no body, so
/// [`Limits::max_head`], whose refusals do, is kept below it.
const BUFFER: usize = 256 * 1024;
const HEADERS: usize = 512;

/// Serves until `stop` turns true; then finishes the calls in flight.
pub async fn serve(app: Arc<App>, listener: TcpListener, mut stop: watch::Receiver<bool>) {
    let watch = tokio::spawn(due::watch(Arc::clone(&app.world)));
    let room = Arc::new(Semaphore::new(app.limits.max_connections));
    loop {
        let accepted = tokio::select! {
            accepted = listener.accept() => accepted,
            () = told(&mut stop) => break,
        };
        match accepted {
            Ok((stream, peer)) => {
                let (app, room, stop) = (Arc::clone(&app), Arc::clone(&room), stop.clone());
                tokio::spawn(async move {
                    match room.try_acquire() {
                        Ok(_place) => connection(app, stream, peer, stop).await,
                        Err(_) => turn_away(stream).await,
                    }
                });
            }
            Err(e) => {
                // Out of file descriptors, mostly; they come back.
                warn!(error = %e, "cannot accept a connection");
                time::sleep(Duration::from_millis(50)).await;
            }
        }
    }
    drop(listener);
    let all = u32::try_from(app.limits.max_connections).unwrap_or(u32::MAX);
    if time::timeout(Duration::from_secs(10), room.acquire_many(all)).await.is_err() {
        warn!("some calls were still running after 10 seconds and were cut off");
    }
    watch.abort();
}

/// Ends when the server is to stop, or when nobody is left to say so.
async fn told(stop: &mut watch::Receiver<bool>) {
    let _ = stop.wait_for(|stop| *stop).await;
}

async fn connection(
    app: Arc<App>,
    stream: TcpStream,
    peer: SocketAddr,
    mut stop: watch::Receiver<bool>,
) {
    // Without it small answers wait for the client's acknowledgement.
    let _ = stream.set_nodelay(true);
    let service = service_fn(|request| answer(Arc::clone(&app), peer, request));
    let serving = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(app.limits.head_timeout)
        .max_buf_size(BUFFER)
        .max_headers(HEADERS)
        .serve_connection(TokioIo::new(stream), service);
    let mut serving = pin!(serving);
    let ended = tokio::select! {
        ended = serving.as_mut() => ended,
        () = told(&mut stop) => {
            serving.as_mut().graceful_shutdown();
            serving.await
        }
    };
    if let Err(e) = ended {
        debug!(%peer, error = %e, "a connection ended early");
    }
}

async fn answer(
    app: Arc<App>,
    peer: SocketAddr,
    request: Request<Incoming>,
) -> Result<Response<Full<Bytes>>, Infallible> {
    let (head, body) = request.into_parts();
    let limits = &app.limits;
    let size: usize = head.headers.iter().map(|(n, v)| n.as_str().len() + v.len() + 4).sum();
    if size + head.uri.path().len() + head.uri.query().map_or(0, str::len) > limits.max_head {
        let text = format!("The head of the request has more than {} bytes.", limits.max_head);
        return Ok(too_much(&head, 431, "HeadersTooLarge.Localyun", text));
    }
    let body =
        match time::timeout(limits.body_timeout, Limited::new(body, limits.max_body).collect())
            .await
        {
            Ok(Ok(body)) => body.to_bytes(),
            Ok(Err(e)) if e.is::<LengthLimitError>() => {
                let text =
                    format!("The body of the request has more than {} bytes.", limits.max_body);
                return Ok(too_much(&head, 413, "RequestTooLarge.Localyun", text));
            }
            Ok(Err(e)) => {
                let text = format!("The body of the request is broken: {e}.");
                return Ok(too_much(&head, 400, "BrokenRequest.Localyun", text));
            }
            Err(_) => {
                let text = format!("The body did not arrive within {:?}.", limits.body_timeout);
                return Ok(too_much(&head, 408, "RequestTimeout.Localyun", text));
            }
        };
    Ok(match head.uri.path().strip_prefix("/_localyun/") {
        None => api::serve(&app.world, app.auth, &head, &body).await.into_response(),
        Some(path) => match path.strip_prefix("link/") {
            Some(link) => web::serve(&app, &head, link).await,
            None => control::serve(&app, peer, &head, path, &body).await,
        },
    })
}

/// The answer to a request that is over a limit. The connection is of no more use.
fn too_much(head: &Parts, status: u16, code: &'static str, text: String) -> Response<Full<Bytes>> {
    let request_id = world::request_id();
    info!(request_id, status, code, "refused");
    let host = head.headers.get("host").and_then(|h| h.to_str().ok()).unwrap_or_default();
    let error = ApiError::new(status, code, text);
    let failure =
        Failure { format: Format::Json, product: "", host, request_id: &request_id, error: &error };
    let mut response = encode::failure(&failure, None).into_response();
    let close = hyper::header::HeaderValue::from_static("close");
    response.headers_mut().insert(hyper::header::CONNECTION, close);
    response.headers_mut().remove("keep-alive");
    response
}

/// Answers the first request of a connection that there is no room for, whatever it is.
async fn turn_away(stream: TcpStream) {
    let full = service_fn(|request: Request<Incoming>| async move {
        let text = "There are as many connections open as there may be.".to_owned();
        let head = request.into_parts().0;
        Ok::<_, Infallible>(too_much(&head, 503, "TooManyConnections.Localyun", text))
    });
    let serving =
        http1::Builder::new().keep_alive(false).serve_connection(TokioIo::new(stream), full);
    if time::timeout(Duration::from_secs(1), serving).await.is_err() {
        debug!("a connection that there was no room for said nothing");
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
