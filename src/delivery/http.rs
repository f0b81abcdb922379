//! Sends one HTTP request: to a host that is allowed, over a connection of its own, without following a redirect.

use std::{
    io,
    net::{IpAddr, SocketAddr},
    sync::Arc,
    time::Duration,
};

use actions::ports::outbox::HttpRequest;
use bytes::Bytes;
use http_body_util::{BodyExt, Full, Limited};
use hyper::{
    Request, Response,
    body::Incoming,
    client::conn::http1,
    header::{self, HeaderName, HeaderValue},
};
use hyper_util::rt::TokioIo;
use rustls::{ClientConfig, RootCertStore, crypto::ring, pki_types::ServerName};
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::{TcpStream, lookup_host},
    task::JoinSet,
    time::{self, Instant},
};
use tokio_rustls::TlsConnector;
use url::{Host, Url};

use crate::{delivery::bounded::Bounded, version};

/// How long a request may take in all, its name looked up included (documented for CloudMonitor).
const TIMEOUT: Duration = Duration::from_secs(5);

/// How much of an answer is read.
const MOST: usize = 64 * 1024;

/// The header with the id of a message.
const ID: HeaderName = HeaderName::from_static("x-localyun-message-id");

/// What a receiver answered.
#[derive(Debug)]
pub(super) struct Reply {
    /// The status.
    pub(super) status: u16,
    /// Whether it names another place.
    pub(super) location: bool,
    /// The first bytes of the body.
    pub(super) body: Vec<u8>,
}

impl Reply {
    /// Why it is no acceptance, if its status says so.
    pub(super) fn refusal(&self) -> Option<String> {
        match self.status {
            200..300 => None,
            300..400 if self.location => {
                Some(format!("the answer was {}; a redirect is not followed", self.status))
            }
            status => Some(format!("the answer was {status}")),
        }
    }
}

/// The scheme, the host and the port of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) url: Url,
    /// The name, or the address without brackets.
    pub(super) host: String,
    pub(super) port: u16,
}

impl Place {
    /// That of a URL; an error says what cannot be sent to.
    pub(super) fn of(url: &str) -> Result<Self, &'static str> {
        let url = Url::parse(url).map_err(|_| "its URL cannot be read")?;
        if !["http", "https"].contains(&url.scheme()) {
            return Err("its URL is neither http nor https");
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err("its URL has a user, which is not sent");
        }
        let host = match url.host() {
            Some(Host::Domain(name)) => name.to_owned(),
            Some(Host::Ipv4(ip)) => ip.to_string(),
            Some(Host::Ipv6(ip)) => ip.to_string(),
            None => return Err("its URL names no host"),
        };
        let port = url.port_or_known_default().unwrap_or(80);
        Ok(Self { url, host, port })
    }

    /// The host and the port, as they are logged.
    pub(super) fn shown(&self) -> String {
        let host = self.url.host_str().unwrap_or_default();
        format!("{host}:{}", self.port)
    }
}

/// TLS that trusts the authorities of the system.
pub(super) fn trusting() -> Result<ClientConfig, rustls::Error> {
    let mut roots = RootCertStore::empty();
    // What cannot be read of the system's is not trusted.
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    Ok(ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()?
        .with_root_certificates(roots)
        .with_no_client_auth())
}

/// What sends requests.
pub(super) struct Client {
    tls: ClientConfig,
}

impl Client {
    /// One that trusts the authorities of the system.
    pub(super) fn new() -> Result<Self, rustls::Error> {
        trusting().map(|tls| Self { tls })
    }

    /// Sends a request, and waits for the answer. Only addresses that `allowed` lets pass are connected to. An error says
    /// what has failed, without the path and the query of the URL.
    pub(super) async fn send(
        &self,
        (place, request): (&Place, &HttpRequest),
        id: &str,
        allowed: impl Fn(IpAddr) -> bool,
    ) -> Result<Reply, String> {
        let until = Instant::now() + TIMEOUT;
        let sending = async {
            let request = head(place, request, id)?;
            let tcp = connect(place, allowed).await?;
            let peer = tcp.peer_addr().map_err(|e| format!("the connection has broken: {e}"))?;
            if place.url.scheme() == "http" {
                return exchange(Bounded::new(tcp, peer), request).await;
            }
            let name = ServerName::try_from(place.host.clone());
            let name = name.map_err(|_| "TLS cannot be spoken with this host".to_owned())?;
            let connector = TlsConnector::from(Arc::new(self.tls.clone()));
            let tls = connector.connect(name, tcp).await;
            let tls = tls.map_err(|e| format!("TLS cannot begin: {e}"))?;
            exchange(Bounded::new(tls, peer), request).await
        };
        // The connection goes with its task.
        let (response, _driving) = time::timeout_at(until, sending)
            .await
            .unwrap_or_else(|_| Err(format!("there was no answer in {} s", TIMEOUT.as_secs())))?;
        let status = response.status().as_u16();
        let location = response.headers().contains_key(header::LOCATION);
        // The status has come: a body that does not is as good as none.
        let body = time::timeout_at(until, read(response.into_body())).await.unwrap_or_default();
        Ok(Reply { status, location, body })
    }
}

/// The request as it is sent.
fn head(place: &Place, request: &HttpRequest, id: &str) -> Result<Request<Full<Bytes>>, String> {
    let query = place.url.query().map(|it| format!("?{it}")).unwrap_or_default();
    let target = place.url.path().to_owned() + &query;
    let mut built = Request::builder()
        .method(request.method)
        .uri(target)
        .body(Full::new(Bytes::from(request.body.clone())))
        .map_err(|e| format!("it cannot be sent: {e}"))?;
    let wrong = |name: &str| format!("its header {name:?} cannot be sent");
    let headers = built.headers_mut();
    for (name, value) in &request.headers {
        let known = HeaderName::try_from(name).map_err(|_| wrong(name))?;
        headers.append(known, HeaderValue::try_from(value).map_err(|_| wrong(name))?);
    }
    // What belongs to the connection is not the message's to say.
    for own in [
        header::CONNECTION,
        header::CONTENT_LENGTH,
        header::EXPECT,
        header::TE,
        header::TRAILER,
        header::TRANSFER_ENCODING,
        header::UPGRADE,
    ] {
        headers.remove(own);
    }
    let host = place.url.host_str().unwrap_or_default();
    let host = place.url.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}"));
    let text = |it: &str| HeaderValue::try_from(it).map_err(|_| wrong(it));
    headers.insert(header::HOST, text(&host)?);
    if !headers.contains_key(header::USER_AGENT) {
        headers.insert(header::USER_AGENT, text(&format!("localyun/{}", version::PACKAGE))?);
    }
    headers.insert(header::CONNECTION, HeaderValue::from_static("close"));
    headers.insert(ID, text(id)?);
    Ok(built)
}

/// A connection to the first address of the host that takes one.
async fn connect(place: &Place, allowed: impl Fn(IpAddr) -> bool) -> Result<TcpStream, String> {
    let host = &place.host;
    let found = match host.parse::<IpAddr>() {
        Ok(ip) => vec![SocketAddr::new(ip, place.port)],
        Err(_) => lookup_host((host.as_str(), place.port))
            .await
            .map_err(|_| format!("no address of {host} was found"))?
            .collect(),
    };
    let mut last: Option<io::Error> = None;
    for address in found.into_iter().filter(|it| allowed(it.ip())) {
        match TcpStream::connect(address).await {
            Ok(stream) => return Ok(stream),
            Err(e) => last = Some(e),
        }
    }
    Err(match last {
        Some(e) => format!("cannot connect to {}: {e}", place.shown()),
        None => format!(
            "{host} has no address but ones of this machine or of its metadata service, which --deliver-to would have to name too"
        ),
    })
}

/// Sends a request over a connection, and waits for the head of the answer. The body comes as long as the task runs that
/// reads it.
async fn exchange(
    stream: impl AsyncRead + AsyncWrite + Send + Unpin + 'static,
    request: Request<Full<Bytes>>,
) -> Result<(Response<Incoming>, JoinSet<hyper::Result<()>>), String> {
    let failed = |e: hyper::Error| format!("no answer: {e}");
    let (mut sender, connection) = http1::handshake(TokioIo::new(stream)).await.map_err(failed)?;
    let mut driving = JoinSet::new();
    driving.spawn(connection);
    Ok((sender.send_request(request).await.map_err(failed)?, driving))
}

/// The body, or nothing of one that is too long or is cut.
async fn read(body: Incoming) -> Vec<u8> {
    let read = Limited::new(body, MOST).collect().await;
    read.map(|it| it.to_bytes().to_vec()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use tokio::io::AsyncWriteExt as _;

    use super::*;

    #[test]
    fn a_place_is_what_the_url_names() {
        for (url, host, port, shown) in [
            ("http://A.Example/x?y", "a.example", 80, "a.example:80"),
            ("https://a.example:8443", "a.example", 8443, "a.example:8443"),
            ("https://[::1]/", "::1", 443, "[::1]:443"),
            ("http://0x7f.1/", "127.0.0.1", 80, "127.0.0.1:80"),
            ("http://a.example\\@b.example/", "a.example", 80, "a.example:80"),
        ] {
            let place = Place::of(url).unwrap();
            assert_eq!((&*place.host, place.port, &*place.shown()), (host, port, shown), "{url}");
        }
        for wrong in ["", "a.example", "ftp://a", "http://", "http://u@a/", "http://a:x"] {
            assert!(Place::of(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn a_name_does_not_lead_to_an_address_that_is_not_allowed() {
        let request = HttpRequest {
            method: "POST",
            url: "http://localhost:9/".into(),
            headers: Vec::new(),
            body: String::new(),
        };
        let place = Place::of(&request.url).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let client = Client::new().unwrap();
        let why = runtime.block_on(client.send((&place, &request), "k", |ip| !ip.is_loopback()));
        assert!(why.unwrap_err().contains("no address but ones of this machine"));
    }

    /// What a receiver that says this, and then nothing, makes of a request.
    async fn answered(says: &'static [u8], again: bool) -> Result<Reply, String> {
        let listener = tokio::net::TcpListener::bind(("127.0.0.1", 0)).await.unwrap();
        let url = format!("http://{}/", listener.local_addr().unwrap());
        let place = Place::of(&url).unwrap();
        let headers = Vec::new();
        let request = HttpRequest { method: "POST", url, headers, body: String::new() };
        let receiver = async {
            let (mut stream, _) = listener.accept().await.unwrap();
            while stream.write_all(says).await.is_ok() && again {}
            std::future::pending::<()>().await;
        };
        let client = Client::new().unwrap();
        tokio::select! {
            reply = client.send((&place, &request), "k", |_| true) => reply,
            () = receiver => unreachable!(),
        }
    }

    #[tokio::test]
    async fn a_status_counts_where_the_body_does_not_come() {
        let reply =
            answered(b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nx", false).await.unwrap();
        assert_eq!((reply.status, &*reply.body), (200, &[][..]));
    }

    #[tokio::test]
    async fn an_answer_that_only_says_that_one_will_come_is_cut() {
        let why = answered(b"HTTP/1.1 100 Continue\r\n\r\n", true).await.unwrap_err();
        assert!(why.starts_with("no answer:"), "{why}");
    }

    #[test]
    fn a_message_does_not_steer_the_connection() {
        let of = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let request = HttpRequest {
            method: "POST",
            url: "http://a.example:81/x?y=1#z".into(),
            headers: vec![
                of("Host", "evil"),
                of("Content-Length", "1"),
                of("X-Team", "ops"),
                of("x-localyun-message-id", "mine"),
            ],
            body: "hi".into(),
        };
        let place = Place::of(&request.url).unwrap();
        let sent = head(&place, &request, "k").unwrap();
        assert_eq!(sent.uri(), "/x?y=1");
        let header = |name: &str| sent.headers().get_all(name).iter().collect::<Vec<_>>();
        assert_eq!(header("host"), ["a.example:81"]);
        assert_eq!(header("x-team"), ["ops"]);
        assert_eq!(header("x-localyun-message-id"), ["k"]);
        assert!(header("content-length").is_empty());
        let broken = HttpRequest { headers: vec![of("X", "a\r\nb: c")], ..request };
        assert!(head(&place, &broken, "k").is_err());
    }
}
