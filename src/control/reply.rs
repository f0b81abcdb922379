//! What a control call answers: JSON, a text, a file that is sent as it is read, or a stream.

use std::{
    fs::File,
    io::{self, Read},
};

use actions::core::control::{EVENTS, JSON, TEXT};
use bytes::Bytes;
use hyper::{
    Response,
    header::{self, HeaderValue},
};
use serde_json::Value;
use tokio::task;
use tracing::error;

use crate::wire::body::Body;

/// The answer to a control call that succeeds.
pub(super) enum Reply {
    /// JSON.
    Json(Value),
    /// A text of this type.
    Text(&'static str, String),
    /// A file of this type and with so many bytes.
    File { kind: &'static str, file: File, size: u64 },
    /// What is made while it is sent, of this type.
    Stream(&'static str, Body),
}

impl From<Value> for Reply {
    fn from(value: Value) -> Self {
        match value {
            // Only for a terminal.
            Value::String(text) => Self::Text(TEXT, text + "\n"),
            value => Self::Json(value),
        }
    }
}

/// How many bytes of a file are read at a time.
const CHUNK: u64 = 64 * 1024;

impl Reply {
    /// A text as one of the type that its operation declares.
    pub(super) fn of_kind(self, kind: &'static str) -> Self {
        match self {
            Self::Text(_, text) if kind != JSON => Self::Text(kind, text),
            other => other,
        }
    }

    /// The answer, with the headers that say what its body is.
    pub(super) fn into_response(self) -> Response<Body> {
        let (body, kind, size) = match self {
            Self::Json(value) => {
                let mut text = serde_json::to_vec_pretty(&value).unwrap_or_default();
                text.push(b'\n');
                (Body::from(text), JSON, None)
            }
            Self::Text(kind, text) => (Body::from(text), kind, None),
            Self::Stream(kind, body) => (body, kind, None),
            Self::File { kind, file, size } => (sent(file, size), kind, Some(size)),
        };
        let mut response = Response::new(body);
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
        if kind == EVENTS {
            // What stands before the server is not to keep events back.
            headers.insert("x-accel-buffering", HeaderValue::from_static("no"));
        }
        if let Some(size) = size {
            headers.insert(header::CONTENT_LENGTH, size.into());
        }
        response
    }
}

/// The first `size` bytes of a file, read as the client takes them. If it has fewer, the answer ends early, which
/// its length shows.
fn sent(file: File, size: u64) -> Body {
    let (chunks, body) = Body::chunks();
    tokio::spawn(async move {
        let (mut file, mut left) = (file, size);
        while left > 0 {
            let read = task::spawn_blocking(move || {
                let mut chunk = Vec::new();
                let read = (&mut file).take(left.min(CHUNK)).read_to_end(&mut chunk);
                read.map(|_| (file, Bytes::from(chunk)))
            });
            let chunk: Bytes;
            (file, chunk) = match read.await.map_err(io::Error::other).and_then(|it| it) {
                Ok((file, chunk)) if !chunk.is_empty() => (file, chunk),
                Ok(_) => return error!("a file became shorter while it was sent"),
                Err(e) => return error!(error = %e, "cannot read a file that is sent"),
            };
            left -= chunk.len() as u64;
            if chunks.send(chunk).await.is_err() {
                return;
            }
        }
    });
    body
}
