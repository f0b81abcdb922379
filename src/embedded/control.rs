//! Calls of the control API from within the process: the routes are called as functions, not over a socket.

use std::{
    fmt,
    net::{Ipv4Addr, SocketAddr},
    sync::{Arc, mpsc},
};

use bytes::Bytes;
use http_body_util::BodyExt;
use hyper::{Method, Request, StatusCode, header};
use serde::de::DeserializeOwned;
use serde_json::Value;
use tokio::runtime::Handle;

use crate::{app::App, control, wire::query};

/// Why a verb of a server or of a world fails.
///
/// `Debug` shows the text as `Display` does, with its lines, so that `unwrap` in a test is readable.
#[derive(thiserror::Error)]
pub enum Error {
    /// The control API refuses it, with this HTTP status and in these words.
    #[error("{message}")]
    Refused {
        /// The HTTP status.
        status: u16,
        /// What is wrong, and what to do.
        message: String,
        /// The whole answer.
        answer: Value,
    },
    /// What was waited for has not come. The text lists what has.
    #[error("{0}")]
    NotInTime(String),
    /// The calls are not those that were expected. The text lists the nearest ones, and how each differs.
    #[error("{0}")]
    CallsDiffer(String),
    /// The certificate authority, or the files for clients, cannot be had.
    #[error("{0}")]
    Files(String),
    /// The server has ended, or does not answer as it should.
    #[error("{0}")]
    Failed(String),
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The control API of a server in this process.
///
/// Callers wait on the thread on which they are; the work is done on the server's.
pub(super) struct Control {
    app: Arc<App>,
    runtime: Handle,
}

impl Control {
    pub(super) fn new(app: Arc<App>, runtime: Handle) -> Self {
        Self { app, runtime }
    }

    pub(super) fn app(&self) -> &App {
        &self.app
    }

    /// The body of the answer to a call of what follows `/_localyun/`.
    pub(super) fn ask(
        &self,
        method: Method,
        path: &str,
        query: &[(&str, &str)],
        body: impl Into<Bytes>,
    ) -> Result<Bytes, Error> {
        let failed = |why: &dyn fmt::Display| Error::Failed(format!("localyun: {path}: {why}"));
        let request = Request::builder()
            .method(method)
            .uri(format!("/_localyun/{path}?{}", query::write(query)))
            .header(header::HOST, "127.0.0.1")
            .body(());
        let head = request.map_err(|e| failed(&e))?.into_parts().0;
        let (app, path, body) = (Arc::clone(&self.app), path.to_owned(), body.into());
        let (answered, answer) = mpsc::sync_channel(1);
        self.runtime.spawn(async move {
            let peer = SocketAddr::from((Ipv4Addr::LOCALHOST, 0));
            let response = control::serve(&app, peer, &head, &path, &body).await;
            let (head, body) = response.into_parts();
            let collected = body.collect().await.map(http_body_util::Collected::to_bytes);
            let _ = answered.send((head.status, collected));
        });
        // A server that ends drops what it has not answered.
        let Ok((status, Ok(body))) = answer.recv() else {
            return Err(Error::Failed("localyun: the server has ended".into()));
        };
        if status == StatusCode::OK { Ok(body) } else { Err(refused(status, &body)) }
    }

    /// The JSON answer to a call.
    pub(super) fn json<T: DeserializeOwned>(
        &self,
        method: Method,
        path: &str,
        query: &[(&str, &str)],
        body: Option<&Value>,
    ) -> Result<T, Error> {
        let body = body.map(Value::to_string).unwrap_or_default();
        let answer = self.ask(method, path, query, body)?;
        serde_json::from_slice(&answer)
            .map_err(|e| Error::Failed(format!("localyun: the answer of {path}: {e}")))
    }
}

fn refused(status: StatusCode, body: &[u8]) -> Error {
    let answer: Value = serde_json::from_slice(body).unwrap_or_default();
    let message = answer["message"].as_str().map_or_else(|| status.to_string(), str::to_owned);
    Error::Refused { status: status.as_u16(), message, answer }
}
