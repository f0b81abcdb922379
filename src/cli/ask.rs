//! Asks a running server, over its control API, by HTTP or HTTPS.

pub(super) mod secure;

use std::{
    io::{self, Write},
    time::Duration,
};

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::{
    HeaderMap, Request, Response, Uri,
    body::{Body, Incoming},
    client::conn::http1,
    header,
    http::request::Builder,
};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::{
    io::{AsyncRead, AsyncWrite},
    net::TcpStream,
    runtime, time,
};

use super::{
    control_words::{in_commands, without_body},
    progress::Progress,
};
use crate::{config, control_token::ControlToken, sign::produce::SignedRequest, wire::host::Host};

/// How long to wait for an answer.
const PATIENCE: Duration = Duration::from_secs(30);
/// The same for what may take long.
const LONG: Duration = Duration::from_secs(600);

/// Where a server is, as a URL says it.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Endpoint<'a> {
    /// Whether it is asked over TLS.
    is_secure: bool,
    /// The value of the header `Host`.
    host: &'a str,
    /// The name or address to connect to.
    pub(super) name: &'a str,
    /// The port there.
    pub(super) port: u16,
}

impl<'a> Endpoint<'a> {
    /// Parses `http://HOST`, `https://HOST:PORT` and the like, or `HOST:PORT` alone, which is HTTP; an error says what to write.
    pub(super) fn parse(url: &'a str) -> Result<Self, String> {
        let (scheme, host) = url.split_once("://").unwrap_or(("http", url));
        let host = host.trim_end_matches('/');
        let is_secure = scheme.eq_ignore_ascii_case("https");
        let parsed = Host::parse(host).filter(|_| is_secure || scheme.eq_ignore_ascii_case("http"));
        let Host { name, port } = parsed.ok_or(
            "write http:// or https:// and a host, with its port if need be, without a path: http://127.0.0.1:4800",
        )?;
        Ok(Self { is_secure, host, name, port: port.unwrap_or(if is_secure { 443 } else { 80 }) })
    }
}

/// Reads the value of `--endpoint`, so that a wrong one is refused before anything else happens.
pub(super) fn endpoint(url: &str) -> Result<String, String> {
    Endpoint::parse(url).map(|_| url.to_owned())
}

/// The body of the answer to a GET: `Ok` if the server is content, else what it says instead, or
/// why there is no answer.
pub(crate) fn get(endpoint: &str, path: &str) -> Result<String, String> {
    fetch(endpoint, path).map_err(|failed| failed.text)
}

/// Why a call has no good answer.
pub(crate) struct Failed {
    /// Whether the server answered, if to refuse.
    pub(crate) answered: bool,
    /// What it says, or why there is no answer.
    pub(crate) text: String,
}

impl Failed {
    /// What is said of it: the server's own words, or what to do where there is none.
    pub(super) fn said(&self, endpoint: &str) -> String {
        if self.answered { words(&self.text) } else { no_answer(endpoint, &self.text) }
    }
}

/// What a server says, in the words of the command line.
pub(super) fn words(answer: &str) -> String {
    in_commands(without_body(&message(answer)))
}

/// What a server says, without the JSON around it.
pub(super) fn message(answer: &str) -> String {
    let value = serde_json::from_str::<Value>(answer).ok();
    let said = value.as_ref().and_then(|it| it["message"].as_str().or(it["Message"].as_str()));
    said.unwrap_or(answer.trim()).to_owned()
}

/// What to do where nobody answers.
pub(super) const ADVICE: &str = "start a server with `localyun serve`, name another one with --endpoint, or ask `localyun doctor`";

/// Why nobody answers, and what to do.
pub(super) fn no_answer(endpoint: &str, why: &str) -> String {
    format!("no answer from {endpoint}: {why}: {ADVICE}")
}

/// The body of the answer to a POST of `body`.
pub(crate) fn post(endpoint: &str, path: &str, body: Vec<u8>) -> Result<String, Failed> {
    send(endpoint, Request::post(path), body.into())
}

/// The same for work that may take long.
pub(crate) fn post_long(endpoint: &str, path: &str, body: Vec<u8>) -> Result<String, Failed> {
    let answer = call(endpoint, Request::post(path), body.into(), LONG)?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

/// The body of the answer to a GET.
pub(crate) fn fetch(endpoint: &str, path: &str) -> Result<String, Failed> {
    send(endpoint, Request::get(path), Bytes::new())
}

/// The body of the answer to a DELETE.
pub(crate) fn delete(endpoint: &str, path: &str) -> Result<String, Failed> {
    send(endpoint, Request::delete(path), Bytes::new())
}

/// An answer as it came.
pub(crate) struct Answer {
    /// Its status.
    pub(crate) status: u16,
    headers: HeaderMap,
    /// Its body.
    pub(crate) body: Bytes,
}

impl Answer {
    /// The value of a header.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

/// The answer to a signed request, whatever it says; `Err` if there is none.
pub(crate) fn signed(
    endpoint: &str,
    signed: SignedRequest,
    patience: Duration,
) -> Result<Answer, String> {
    let mut request = Request::builder().method(&*signed.method).uri(&signed.target);
    // The host is that of the endpoint, as it is in any request.
    for (name, value) in signed.headers.iter().filter(|(name, _)| name != "host") {
        request = request.header(name, value);
    }
    exchange(endpoint, request, signed.body.into(), patience)
}

/// The answer to a request, whatever it says, for which this waits so long; `Err` if there is none.
pub(crate) fn exchange(
    endpoint: &str,
    request: Builder,
    body: Bytes,
    patience: Duration,
) -> Result<Answer, String> {
    let asking = run(async {
        let asking = async {
            let answer = ask(endpoint, request, body).await?;
            let (head, body) = answer.into_parts();
            let body = body.collect().await.map_err(|e| e.to_string())?.to_bytes();
            Ok(Ok(Answer { status: head.status.as_u16(), headers: head.headers, body }))
        };
        time::timeout(patience, asking).await.map_err(|_| "no answer in time".to_owned())?
    });
    asking.map_err(|failed| failed.text)
}

/// The body of the answer to a request, for which this waits so long.
pub(crate) fn call(
    endpoint: &str,
    request: Builder,
    body: Bytes,
    patience: Duration,
) -> Result<Bytes, Failed> {
    run(async {
        let asking = async {
            let answer = ask(endpoint, request, body).await?;
            if !answer.status().is_success() {
                return Ok(Err(refusal(answer).await?));
            }
            let body = answer.into_body().collect().await.map_err(|e| e.to_string())?;
            Ok(Ok(body.to_bytes()))
        };
        time::timeout(patience, asking).await.map_err(|_| "no answer in time".to_owned())?
    })
}

/// Writes the body of the answer to a GET as it arrives, and shows how far it is. How many bytes it has.
pub(super) fn download(
    endpoint: &str,
    path: &str,
    to: &mut impl Write,
    progress: Option<&Progress>,
) -> Result<u64, Failed> {
    let asking = async {
        let answer = in_time(ask(endpoint, Request::get(path), Bytes::new())).await?;
        if !answer.status().is_success() {
            return Ok(Err(refusal(answer).await?));
        }
        let (mut body, mut size) = (answer.into_body(), 0);
        if let (Some(progress), Some(all)) = (progress, body.size_hint().exact()) {
            progress.measured(all);
        }
        while let Some(frame) = in_time(async { Ok(body.frame().await) }).await? {
            if let Ok(chunk) = frame.map_err(|e| e.to_string())?.into_data() {
                match to.write_all(&chunk).and_then(|()| to.flush()) {
                    Ok(()) => {}
                    // Who reads it has seen enough, as `head` does.
                    Err(e) if e.kind() == io::ErrorKind::BrokenPipe => return Ok(Ok(size)),
                    Err(e) => return Err(format!("cannot write it: {e}")),
                }
                if let Some(progress) = progress {
                    progress.advance(chunk.len() as u64);
                }
                size += chunk.len() as u64;
            }
        }
        Ok(Ok(size))
    };
    run(asking)
}

fn send(endpoint: &str, request: Builder, body: Bytes) -> Result<String, Failed> {
    run(in_time(async {
        let answer = ask(endpoint, request, body).await?;
        if !answer.status().is_success() {
            return Ok(Err(refusal(answer).await?));
        }
        text(answer).await.map(Ok)
    }))
}

/// Sends a request, one to the control API with the token of the environment, and waits for the head of its answer.
async fn ask(
    endpoint: &str,
    mut request: Builder,
    body: Bytes,
) -> Result<Response<Incoming>, String> {
    let of_control = |uri: &Uri| uri.path().starts_with("/_localyun/");
    if request.uri_ref().is_some_and(of_control)
        && let Some(token) = ControlToken::of_environment()?
    {
        request = request.header(header::AUTHORIZATION, token.authorization());
    }
    let Endpoint { is_secure, host, name, port } = Endpoint::parse(endpoint)?;
    let stream = TcpStream::connect((name, port)).await.map_err(|e| e.to_string())?;
    let request =
        request.header(header::HOST, host).body(Full::new(body)).map_err(|e| e.to_string())?;
    if is_secure {
        let roots = secure::roots(config::ca_folder().as_deref());
        let begun = secure::over(stream, name, roots).await;
        send_over(begun.map_err(|why| why.said(name))?, request).await
    } else {
        send_over(stream, request).await
    }
}

/// Sends a request over a connection, and waits for the head of its answer.
async fn send_over(
    stream: impl AsyncRead + AsyncWrite + Unpin + Send + 'static,
    request: Request<Full<Bytes>>,
) -> Result<Response<Incoming>, String> {
    let (mut sender, connection) =
        http1::handshake(TokioIo::new(stream)).await.map_err(|e| e.to_string())?;
    tokio::spawn(connection);
    sender.send_request(request).await.map_err(|e| e.to_string())
}

async fn text(answer: Response<Incoming>) -> Result<String, String> {
    let body = answer.into_body().collect().await.map_err(|e| e.to_string())?.to_bytes();
    Ok(String::from_utf8_lossy(&body).into_owned())
}

async fn refusal(answer: Response<Incoming>) -> Result<Failed, String> {
    Ok(Failed { answered: true, text: in_time(text(answer)).await? })
}

async fn in_time<T>(asking: impl Future<Output = Result<T, String>>) -> Result<T, String> {
    time::timeout(PATIENCE, asking).await.map_err(|_| "no answer in time".to_owned())?
}

fn run<T>(asking: impl Future<Output = Result<Result<T, Failed>, String>>) -> Result<T, Failed> {
    let silent = |text: String| Failed { answered: false, text };
    let threads = runtime::Builder::new_current_thread().enable_all().build();
    threads.map_err(|e| silent(e.to_string()))?.block_on(asking).map_err(silent)?
}

#[cfg(test)]
mod tests {
    use super::Endpoint;

    #[test]
    fn an_endpoint_is_a_scheme_a_host_and_a_port() {
        for (url, is_secure, host, name, port) in [
            ("http://127.0.0.1:4800", false, "127.0.0.1:4800", "127.0.0.1", 4800),
            ("127.0.0.1:4800/", false, "127.0.0.1:4800", "127.0.0.1", 4800),
            ("HTTPS://localhost", true, "localhost", "localhost", 443),
            ("http://[::1]", false, "[::1]", "::1", 80),
        ] {
            assert_eq!(Endpoint::parse(url), Ok(Endpoint { is_secure, host, name, port }), "{url}");
        }
        for wrong in ["", "ftp://x", "http://", "http://a b", "http://a/b", "http://a:x", "u@a"] {
            let why = Endpoint::parse(wrong).unwrap_err();
            assert!(why.starts_with("write http:// or https://"), "{wrong}: {why}");
        }
    }
}
