//! How a connection begins: its first byte tells what it speaks, and TLS begins with a handshake.

use std::{
    net::{IpAddr, SocketAddr},
    sync::Arc,
};

use hyper::Response;
use rustls::{ServerConfig, server::Acceptor};
use tokio::{net::TcpStream, sync::watch, task, time};
use tokio_rustls::{LazyConfigAcceptor, server::TlsStream};
use tracing::{debug, error, warn};

use crate::{
    app::App,
    serve::{
        connection::{GRACE, written},
        stream::Stream,
        when_stopped,
    },
    tls::{self, Mode},
};

/// What every record of a TLS handshake begins with (RFC 8446, 5.1).
const HANDSHAKE: u8 = 22;

/// A connection that is ready for requests; `None` if the client left, was too slow or was refused.
pub(super) async fn begin(
    app: &Arc<App>,
    stream: Stream,
    stop: &mut watch::Receiver<bool>,
) -> Option<Stream> {
    let first = tokio::select! {
        first = time::timeout(app.limits.head_timeout, stream.first_byte()) => first.ok()?.ok()??,
        () = stopped(stop) => return None,
    };
    match (app.tls.mode, first == HANDSHAKE) {
        (Mode::Both | Mode::Only, true) => {
            let Stream::Plain { tcp, peer } = stream else { return Some(stream) };
            // Large, and rare beside the rest.
            let handshake = Box::pin(handshake(app, tcp));
            let tls = tokio::select! {
                tls = time::timeout(app.limits.head_timeout, handshake) => tls.ok()??,
                () = stopped(stop) => return None,
            };
            Some(Stream::Tls { tls: Box::new(tls), peer })
        }
        (Mode::Off, true) => {
            speaks_tls(stream).await;
            None
        }
        (Mode::Only, false) => {
            speaks_http(stream).await;
            None
        }
        (Mode::Both | Mode::Off, false) => Some(stream),
    }
}

/// Ends some time after the server is to stop.
async fn stopped(stop: &mut watch::Receiver<bool>) {
    when_stopped(stop).await;
    time::sleep(GRACE).await;
}

/// TLS over a connection, by the certificate of the name that the client asks for.
async fn handshake(app: &Arc<App>, tcp: TcpStream) -> Option<TlsStream<TcpStream>> {
    let (peer, local) = (tcp.peer_addr().ok()?, tcp.local_addr().ok()?.ip());
    let begun = LazyConfigAcceptor::new(Acceptor::default(), tcp).await;
    let begun = begun.inspect_err(|e| debug!(%peer, error = %e, "a TLS handshake failed")).ok()?;
    let name = begun.client_hello().server_name().map(str::to_owned);
    // A client that connects to an address asks for no name.
    let known = app.tls.known(name.as_ref().unwrap_or(&local.to_string()));
    let config = match known {
        Some(config) => config,
        None => made(app, peer, name.as_deref(), local).await?,
    };
    let tls = begun.into_stream(config).await;
    tls.inspect_err(|e| {
        let name = name.as_deref().unwrap_or("the address");
        warn!(
            "{peer} broke the TLS handshake for {name} off ({e}): does it trust the certificate authority of \
             `localyun ca --path`?"
        );
    })
    .ok()
}

/// How a connection is encrypted whose certificate is not at hand. The first time, files are read and keys are made.
async fn made(
    app: &Arc<App>,
    peer: SocketAddr,
    name: Option<&str>,
    local: IpAddr,
) -> Option<Arc<ServerConfig>> {
    let (here, asked) = (Arc::clone(app), name.map(str::to_owned));
    let made = task::spawn_blocking(move || here.tls.config(asked.as_deref(), local));
    match made.await.ok()? {
        Ok(Some(config)) => return Some(config),
        Ok(None) => {
            let name = name.unwrap_or_default();
            app.proxy.refused(name);
            warn!(
                "{peer} asks for {name} over TLS, which is no host of the cloud: start Localyun with \
                 --tls-name {name} if it is to be known by that name"
            );
        }
        Err(e) => error!(error = %e, "no certificate for a client that speaks TLS"),
    }
    tls::refusing().ok()
}

/// Answers a client that speaks TLS where this port speaks HTTP alone.
async fn speaks_tls(stream: Stream) {
    let peer = stream.peer();
    warn!("{peer} speaks TLS (https), but this port speaks HTTP: use an endpoint with http://");
    say(stream, "This port speaks HTTP, not TLS: use http:// instead of https://.\n").await;
}

/// Answers a client that speaks HTTP where this port speaks TLS alone.
async fn speaks_http(stream: Stream) {
    let peer = stream.peer();
    warn!("{peer} speaks HTTP, but this port speaks TLS alone: use an endpoint with https://");
    say(stream, "This port speaks TLS (https) alone: use https:// instead of http://.\n").await;
}

async fn say(stream: Stream, text: &'static str) {
    let response = Response::builder()
        .status(400)
        .header("content-type", "text/plain; charset=utf-8")
        .header("connection", "close")
        .body(text.into());
    let Ok(response) = response else { return };
    stream.close_with(&written(response).await).await;
}
