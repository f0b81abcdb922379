//! How a connection begins: its first byte tells what it speaks, and TLS begins with a handshake.

use std::{
    io,
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
    serve::{progress::GRACE, refusal::written, stream::Stream, when_stopped},
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
    // In a tunnel through TLS, what is said is HTTP: it is encrypted already.
    if matches!(stream, Stream::Tls { .. }) {
        return Some(stream);
    }
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
    let (peer, local) = (tcp.peer_addr().ok()?, tcp.local_addr().ok()?.ip().to_canonical());
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
        let (name, why) = (name.as_deref().unwrap_or("the address"), why(e));
        warn!("the TLS handshake of {peer} for {name} failed ({e}){why}");
    })
    .ok()
}

/// What may be the cause of a handshake that failed, and what to do.
fn why(e: &io::Error) -> &'static str {
    use rustls::AlertDescription as Alert;
    match e.get_ref().and_then(|it| it.downcast_ref()) {
        Some(rustls::Error::NoApplicationProtocol) => {
            ": this port speaks HTTP/1.1, and the client offers only other protocols, such as HTTP/2"
        }
        Some(rustls::Error::AlertReceived(
            Alert::UnknownCA | Alert::BadCertificate | Alert::CertificateUnknown,
        )) => ": does it trust the certificate authority of `localyun ca --path`?",
        // Such clients say nothing.
        None if e.kind() == io::ErrorKind::UnexpectedEof => {
            ": does it trust the certificate authority of `localyun ca --path`?"
        }
        _ => "",
    }
}

/// How a connection is encrypted whose certificate is not at hand. The first time, files are read and keys are made.
async fn made(
    app: &Arc<App>,
    peer: SocketAddr,
    name: Option<&str>,
    local: IpAddr,
) -> Option<Arc<ServerConfig>> {
    let (here, asked) = (Arc::clone(app), name.map(str::to_owned));
    let turn = Arc::clone(&app.tls.making).acquire_owned().await.ok()?;
    let made = task::spawn_blocking(move || {
        let _turn = turn;
        here.tls.config(asked.as_deref(), local)
    });
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handshake_that_failed_is_explained_by_its_cause() {
        use rustls::{AlertDescription, Error};
        let of = |e: Error| why(&io::Error::new(io::ErrorKind::InvalidData, e));
        assert!(of(Error::NoApplicationProtocol).contains("HTTP/1.1"));
        assert!(of(Error::AlertReceived(AlertDescription::UnknownCA)).contains("trust"));
        assert!(why(&io::ErrorKind::UnexpectedEof.into()).contains("trust"));
        assert_eq!(of(Error::AlertReceived(AlertDescription::DecodeError)), "");
        assert_eq!(why(&io::ErrorKind::ConnectionReset.into()), "");
    }
}
