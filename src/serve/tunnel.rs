//! Requests to other hosts through the server as a proxy: tunnels (CONNECT), and absolute targets.

use std::{
    io,
    net::{IpAddr, SocketAddr},
    pin::Pin,
    sync::atomic::{AtomicU64, Ordering},
    task::{Context, Poll},
    time::Duration,
};

use actions::ApiError;
use bytes::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper::{
    HeaderMap, Request, Response, StatusCode, Uri,
    client::conn::http1,
    header::{self, HeaderName, HeaderValue},
    http::{request::Parts, uri::PathAndQuery},
};
use hyper_util::rt::TokioIo;
use tokio::{
    io::{AsyncRead, AsyncWrite, AsyncWriteExt, ReadBuf, copy_bidirectional},
    net::{TcpStream, lookup_host},
    sync::watch,
    time,
};
use tracing::debug;

use crate::{
    app::App,
    proxy::{self, Way},
    random,
    serve::{
        refusal::{too_much, written},
        stream::Stream,
        when_stopped,
    },
    wire::{body::Body, headers::members, host::Host},
};

/// How long another host may take to accept a connection.
const PATIENCE: Duration = Duration::from_secs(10);

/// A tunnel to another host may be idle for so many times the limit of other connections: what is inside is not known, so an
/// answer that takes long looks like nothing.
const IDLE_TIMES: u32 = 10;

/// What a tunnel is agreed to with.
const AGREED: &[u8] = b"HTTP/1.1 200 Connection established\r\n\r\n";

/// What speaks with one client only, and is not passed on (RFC 9110, 7.6.1).
const HOP_BY_HOP: [HeaderName; 9] = [
    header::CONNECTION,
    HeaderName::from_static("keep-alive"),
    HeaderName::from_static("proxy-connection"),
    header::PROXY_AUTHENTICATE,
    header::PROXY_AUTHORIZATION,
    header::TE,
    header::TRAILER,
    header::TRANSFER_ENCODING,
    header::UPGRADE,
];

/// Where a tunnel leads.
pub(crate) enum Tunnel {
    /// To this server, as the cloud's host.
    Here,
    /// To another host.
    To(TcpStream),
}

/// What becomes of a request whose target names a host; `None` if it is answered here as any other.
pub(super) enum Target {
    /// A tunnel is agreed to.
    Tunnel(Tunnel),
    /// The answer of another host.
    Answer(Response<Body>),
    /// It is refused.
    Refused(ApiError),
}

/// What a target that names a host leads to.
pub(super) async fn target(
    app: &App,
    peer: SocketAddr,
    head: &Parts,
    body: &Bytes,
) -> Option<Target> {
    let authority = head.uri.authority()?;
    // A target that cannot be parsed is refused as such.
    let host = Host::parse(authority.as_str())?;
    let connects = head.method == hyper::Method::CONNECT;
    let path = (!connects).then(|| head.uri.path());
    match app.proxy.way(host, app.port(), path) {
        Way::Here => connects.then_some(Target::Tunnel(Tunnel::Here)),
        Way::Refused => Some(Target::Refused(proxy::refusal(host))),
        Way::Pass => {
            let port = host.port.unwrap_or(if connects { 443 } else { 80 });
            let there = match dial(peer, host.name, port).await {
                Ok(there) => there,
                Err(e) => return Some(Target::Refused(unreachable(host, &e))),
            };
            if connects {
                return Some(Target::Tunnel(Tunnel::To(there)));
            }
            let answered = pass(app, there, head, body).await;
            Some(answered.map_or_else(|e| Target::Refused(unreachable(host, &*e)), Target::Answer))
        }
    }
}

/// Connects to a host on behalf of a client. A client on another machine is not led to this one: it would pass for a
/// caller on this machine there.
async fn dial(peer: SocketAddr, name: &str, port: u16) -> io::Result<TcpStream> {
    let refused = || {
        let text = "it is this machine, to which only clients on this machine are let through";
        io::Error::new(io::ErrorKind::PermissionDenied, text)
    };
    let is_here = peer.ip().to_canonical().is_loopback();
    let mut all: Vec<_> = time::timeout(PATIENCE, lookup_host((name, port))).await??.collect();
    all.retain(|address| is_here || !is_this_machine(address.ip()));
    if all.is_empty() {
        return Err(refused());
    }
    let there = time::timeout(PATIENCE, TcpStream::connect(&*all)).await??;
    // A connection to another of its addresses begins there, too.
    let (from, to) = (there.local_addr()?.ip(), there.peer_addr()?.ip());
    if is_here || from != to { Ok(there) } else { Err(refused()) }
}

/// Whether a connection to this address stays on this machine, by whatever name it was found.
fn is_this_machine(address: IpAddr) -> bool {
    let address = address.to_canonical();
    address.is_loopback() || address.is_unspecified()
}

/// Removes what concerns one connection only: the known headers, and those that `Connection` names.
fn remove_hop_by_hop(headers: &mut HeaderMap) {
    let named: Vec<HeaderName> =
        members(headers, &header::CONNECTION).filter_map(|it| it.parse().ok()).collect();
    for name in named.iter().chain(&HOP_BY_HOP) {
        headers.remove(name);
    }
}

fn unreachable(host: Host<'_>, e: &dyn std::fmt::Display) -> ApiError {
    let text = format!("The proxy cannot reach {}: {e}.", host.name);
    ApiError::new(502, "ProxyHostUnreachable.Localyun", text)
}

/// Passes a request on, and reads the answer, which may be as large as a body may be.
async fn pass(
    app: &App,
    there: TcpStream,
    head: &Parts,
    body: &Bytes,
) -> Result<Response<Body>, Box<dyn std::error::Error + Send + Sync>> {
    let (mut sender, connection) = http1::handshake(TokioIo::new(there)).await?;
    tokio::spawn(async move {
        if let Err(e) = connection.await {
            debug!(error = %e, "a connection to another host ended early");
        }
    });
    let mut request = Request::new(Full::new(body.clone()));
    *request.method_mut() = head.method.clone();
    let slash = PathAndQuery::from_static("/");
    *request.uri_mut() = Uri::from(head.uri.path_and_query().cloned().unwrap_or(slash));
    let headers = request.headers_mut();
    *headers = head.headers.clone();
    remove_hop_by_hop(headers);
    // The whole body is here, and its length is known.
    headers.remove(header::EXPECT);
    headers.remove(header::CONTENT_LENGTH);
    // The target has the host, whatever the header says (RFC 9112, 3.2.2).
    if let Some(host) = head.uri.authority() {
        headers.insert(header::HOST, HeaderValue::try_from(host.as_str())?);
    }
    let response = time::timeout(app.limits.body_timeout, sender.send_request(request)).await??;
    let (mut head, body) = response.into_parts();
    if head.status == StatusCode::SWITCHING_PROTOCOLS {
        return Err("it changes the protocol, which nobody has asked for".into());
    }
    remove_hop_by_hop(&mut head.headers);
    let whole = Limited::new(body, app.limits.max_body).collect();
    let whole = time::timeout(app.limits.body_timeout, whole).await??.to_bytes();
    head.headers.remove(header::CONTENT_LENGTH);
    Ok(Response::from_parts(head, Body::from(whole.to_vec())))
}

/// Agrees to a tunnel. The connection, if it leads here; one that leads elsewhere is served until its end, or until it is idle
/// for too long where other connections may be for `idle`.
pub(super) async fn open(
    mut stream: Stream,
    tunnel: Tunnel,
    early: &[u8],
    idle: Duration,
    mut stop: watch::Receiver<bool>,
) -> Option<Stream> {
    if matches!(tunnel, Tunnel::Here) && !early.is_empty() {
        // It was read already, and nothing can be read twice.
        let text = "The client sent what is for the tunnel before the tunnel was there: let it wait for the answer to \
                    CONNECT.";
        let refusal = ApiError::new(400, "EarlyTunnelData.Localyun", text);
        let answer = written(too_much(&random::request_id(), "", &refusal)).await;
        stream.close_with(&answer).await;
        return None;
    }
    let agreed = time::timeout(PATIENCE, stream.write_all(AGREED));
    tokio::select! {
        agreed = agreed => agreed.ok()?.ok()?,
        () = when_stopped(&mut stop) => return None,
    }
    let mut there = match tunnel {
        Tunnel::Here => return Some(stream),
        Tunnel::To(there) => there,
    };
    let bytes = AtomicU64::new(0);
    let both = async {
        there.write_all(early).await?;
        let mut here = Counted { side: stream, bytes: &bytes };
        let mut there = Counted { side: there, bytes: &bytes };
        copy_bidirectional(&mut here, &mut there).await
    };
    tokio::select! {
        _ = both => (),
        () = silence(&bytes, idle.saturating_mul(IDLE_TIMES)) => (),
        () = when_stopped(&mut stop) => (),
    }
    None
}

/// A side of a tunnel. What comes from it is counted.
struct Counted<'a, S> {
    side: S,
    bytes: &'a AtomicU64,
}

impl<S: AsyncRead + Unpin> AsyncRead for Counted<'_, S> {
    fn poll_read(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let before = buf.filled().len();
        let read = Pin::new(&mut self.side).poll_read(cx, buf);
        self.bytes.fetch_add((buf.filled().len() - before) as u64, Ordering::Relaxed);
        read
    }
}

impl<S: AsyncWrite + Unpin> AsyncWrite for Counted<'_, S> {
    fn poll_write(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
        buf: &[u8],
    ) -> Poll<io::Result<usize>> {
        Pin::new(&mut self.side).poll_write(cx, buf)
    }

    fn poll_flush(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.side).poll_flush(cx)
    }

    fn poll_shutdown(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<io::Result<()>> {
        Pin::new(&mut self.side).poll_shutdown(cx)
    }
}

/// Ends when nothing has come for so long. It looks once in that time, so it may take twice as long.
async fn silence(bytes: &AtomicU64, limit: Duration) {
    let mut seen = None;
    loop {
        let now = Some(bytes.load(Ordering::Relaxed));
        if now == seen {
            return;
        }
        seen = now;
        time::sleep(limit).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_client_on_another_machine_is_not_led_to_this_one() {
        let here = tokio::net::TcpListener::bind("0.0.0.0:0").await.unwrap();
        let port = here.local_addr().unwrap().port();
        let (own, other) = (([127, 0, 0, 1], 1).into(), ([192, 0, 2, 1], 1).into());
        let mut names = ["127.0.0.1", "127.8.8.8", "0.0.0.0", "localhost", "::ffff:127.0.0.1"]
            .map(str::to_owned)
            .to_vec();
        // Its address in the network, if it is in one: nothing is sent to find it.
        let socket = std::net::UdpSocket::bind("0.0.0.0:0").unwrap();
        if socket.connect("192.0.2.1:9").is_ok() {
            names.push(socket.local_addr().unwrap().ip().to_string());
        }
        for name in &names {
            assert!(dial(own, name, port).await.is_ok(), "{name}");
            let refused = dial(other, name, port).await.unwrap_err();
            assert_eq!(refused.kind(), io::ErrorKind::PermissionDenied, "{name}");
        }
    }
}
