//! Asks a running server, over its control API.

use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt, Full};
use hyper::{Request, client::conn::http1, header, http::request::Builder};
use hyper_util::rt::TokioIo;
use tokio::{net::TcpStream, runtime, time};

/// How long to wait for an answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// The body of the answer to a GET: `Ok` if the server is content, else what it says instead, or
/// why there is no answer.
pub(crate) fn get(endpoint: &str, path: &str) -> Result<String, String> {
    send(endpoint, Request::get(path), Bytes::new()).map_err(|failed| failed.text)
}

/// Why a call has no good answer.
pub(crate) struct Failed {
    /// Whether the server answered, if to refuse.
    pub(crate) answered: bool,
    /// What it says, or why there is no answer.
    pub(crate) text: String,
}

/// The body of the answer to a POST of `body`.
pub(crate) fn post(endpoint: &str, path: &str, body: Vec<u8>) -> Result<String, Failed> {
    send(endpoint, Request::post(path), body.into())
}

fn send(endpoint: &str, request: Builder, body: Bytes) -> Result<String, Failed> {
    let answer = call(endpoint, request, body, PATIENCE)?;
    Ok(String::from_utf8_lossy(&answer).into_owned())
}

/// The body of the answer to a request, for which this waits so long.
pub(crate) fn call(
    endpoint: &str,
    request: Builder,
    body: Bytes,
    patience: Duration,
) -> Result<Bytes, Failed> {
    let host = endpoint.strip_prefix("http://").unwrap_or(endpoint).trim_end_matches('/');
    let asking = async {
        let stream = TcpStream::connect(host).await.map_err(|e| e.to_string())?;
        let (mut sender, connection) =
            http1::handshake(TokioIo::new(stream)).await.map_err(|e| e.to_string())?;
        tokio::spawn(connection);
        let request =
            request.header(header::HOST, host).body(Full::new(body)).map_err(|e| e.to_string())?;
        let answer = sender.send_request(request).await.map_err(|e| e.to_string())?;
        let good = answer.status().is_success();
        let body = answer.into_body().collect().await.map_err(|e| e.to_string())?.to_bytes();
        if good {
            return Ok(Ok(body));
        }
        Ok(Err(Failed { answered: true, text: String::from_utf8_lossy(&body).into_owned() }))
    };
    let threads = runtime::Builder::new_current_thread().enable_all().build();
    let silent = |text: String| Failed { answered: false, text };
    threads
        .map_err(|e| silent(e.to_string()))?
        .block_on(async { time::timeout(patience, asking).await })
        .map_err(|_| silent("no answer in time".to_owned()))?
        .map_err(silent)?
}
