//! Requests to other hosts through the server as a proxy: tunnels (CONNECT), and absolute targets.

use std::{io, time::Duration};

use actions::ApiError;
use bytes::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper::{
    Request, Response, Uri,
    client::conn::http1,
    header::{self, HeaderName},
    http::{request::Parts, uri::PathAndQuery},
};
use hyper_util::rt::TokioIo;
use tokio::{
    io::{AsyncWriteExt, copy_bidirectional},
    net::TcpStream,
    sync::watch,
    time,
};
use tracing::debug;

use crate::{
    app::App,
    proxy::{self, Way},
    serve::{stream::Stream, when_stopped},
    wire::{body::Body, host::Host},
};

/// How long another host may take to accept a connection.
const PATIENCE: Duration = Duration::from_secs(10);

/// What a tunnel is agreed to with.
const AGREED: &[u8] = b"HTTP/1.1 200 Connection established\r\n\r\n";

/// What speaks with one client only, and is not passed on (RFC 9110, 7.6.1).
const HOP_BY_HOP: [HeaderName; 7] = [
    header::CONNECTION,
    HeaderName::from_static("keep-alive"),
    HeaderName::from_static("proxy-connection"),
    header::PROXY_AUTHORIZATION,
    header::TE,
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
pub(super) async fn target(app: &App, head: &Parts, body: &Bytes) -> Option<Target> {
    let authority = head.uri.authority()?;
    // A target that cannot be parsed is refused as such.
    let host = Host::parse(authority.as_str())?;
    let connects = head.method == hyper::Method::CONNECT;
    match app.proxy.way(host, app.port()) {
        Way::Here => connects.then_some(Target::Tunnel(Tunnel::Here)),
        Way::Refused => Some(Target::Refused(proxy::refusal(host))),
        Way::Pass => {
            let port = host.port.unwrap_or(if connects { 443 } else { 80 });
            let there = match dial(host.name, port).await {
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

async fn dial(name: &str, port: u16) -> io::Result<TcpStream> {
    time::timeout(PATIENCE, TcpStream::connect((name, port))).await?
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
    *request.headers_mut() = head.headers.clone();
    for name in &HOP_BY_HOP {
        request.headers_mut().remove(name);
    }
    let response = time::timeout(app.limits.body_timeout, sender.send_request(request)).await??;
    let (mut head, body) = response.into_parts();
    for name in &HOP_BY_HOP {
        head.headers.remove(name);
    }
    let whole = Limited::new(body, app.limits.max_body).collect();
    let whole = time::timeout(app.limits.body_timeout, whole).await??.to_bytes();
    head.headers.remove(header::CONTENT_LENGTH);
    Ok(Response::from_parts(head, Body::from(whole.to_vec())))
}

/// Agrees to a tunnel. The connection, if it leads here; one that leads elsewhere is served until its end.
pub(super) async fn open(
    mut stream: Stream,
    tunnel: Tunnel,
    early: &[u8],
    mut stop: watch::Receiver<bool>,
) -> Option<Stream> {
    stream.write_all(AGREED).await.ok()?;
    let mut there = match tunnel {
        // Nothing can be read twice; clients wait for the answer.
        Tunnel::Here => return early.is_empty().then_some(stream),
        Tunnel::To(there) => there,
    };
    there.write_all(early).await.ok()?;
    tokio::select! {
        _ = copy_bidirectional(&mut stream, &mut there) => (),
        () = when_stopped(&mut stop) => (),
    }
    None
}
