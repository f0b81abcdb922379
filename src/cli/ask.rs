//! Asks a running server, over its control API.

use std::time::Duration;

use bytes::Bytes;
use http_body_util::{BodyExt, Empty};
use hyper::{Request, client::conn::http1, header};
use hyper_util::rt::TokioIo;
use tokio::{net::TcpStream, runtime, time};

/// How long to wait for an answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// The body of the answer to a GET: `Ok` if the server is content, else what it says instead, or
/// why there is no answer.
pub(crate) fn get(endpoint: &str, path: &str) -> Result<String, String> {
    let host = endpoint.strip_prefix("http://").unwrap_or(endpoint).trim_end_matches('/');
    let asking = async {
        let stream = TcpStream::connect(host).await.map_err(|e| e.to_string())?;
        let (mut sender, connection) =
            http1::handshake(TokioIo::new(stream)).await.map_err(|e| e.to_string())?;
        tokio::spawn(connection);
        let request = Request::get(path)
            .header(header::HOST, host)
            .body(Empty::<Bytes>::new())
            .map_err(|e| e.to_string())?;
        let answer = sender.send_request(request).await.map_err(|e| e.to_string())?;
        let good = answer.status().is_success();
        let body = answer.into_body().collect().await.map_err(|e| e.to_string())?.to_bytes();
        let text = String::from_utf8_lossy(&body).into_owned();
        if good { Ok(text) } else { Err(text) }
    };
    let threads = runtime::Builder::new_current_thread().enable_all().build();
    threads
        .map_err(|e| e.to_string())?
        .block_on(async { time::timeout(PATIENCE, asking).await })
        .map_err(|_| "no answer in time".to_owned())?
}
