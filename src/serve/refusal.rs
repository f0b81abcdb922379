//! The answers by which the server itself refuses a request, and ends a connection.

use actions::ApiError;
use http_body_util::{BodyExt, Collected};
use hyper::{
    HeaderMap, Response,
    header::{self, HeaderValue},
};
use tracing::info;

use crate::{
    config::Limits,
    gateway::encode::{self, Failure, Format},
    wire::body::Body,
};

/// How many headers a request may have.
pub(super) const HEADERS: usize = 512;

/// The host that a request names, for its answer.
pub(super) fn named(headers: &HeaderMap) -> &str {
    headers.get(header::HOST).and_then(|h| h.to_str().ok()).unwrap_or_default()
}

pub(super) fn head_too_large(limits: &Limits) -> ApiError {
    let text = format!(
        "The head of the request has more than {} bytes, or more than {HEADERS} headers.",
        limits.max_head
    );
    ApiError::new(431, "HeadersTooLarge.Localyun", text)
}

/// The longest target of a request that hyper takes: what a URL can have.
const LONGEST_TARGET: u16 = u16::MAX - 1;

pub(super) fn target_too_large() -> ApiError {
    let text = format!("The target of the request has more than {LONGEST_TARGET} bytes.");
    ApiError::new(431, "HeadersTooLarge.Localyun", text)
}

/// The answer, known by this request id, to a request after which the connection is closed.
pub(super) fn too_much(request_id: &str, host: &str, error: &ApiError) -> Response<Body> {
    let mut response = refused(request_id, host, error);
    response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    response.headers_mut().remove("keep-alive");
    response
}

/// The answer to a request that the server itself refuses.
pub(super) fn refused(request_id: &str, host: &str, error: &ApiError) -> Response<Body> {
    info!(request_id, status = error.status, code = %error.code, "refused");
    let failure = Failure { format: Format::Json, product: "", host, request_id, error };
    let mut response = encode::failure(&failure, None).into_response();
    let more = match error.status {
        405 | 501 => Some((header::ALLOW, "GET, POST, PUT")),
        503 => Some((header::RETRY_AFTER, "1")),
        _ => None,
    };
    if let Some((name, value)) = more {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

/// A response as bytes of the wire.
pub(super) async fn written(response: Response<Body>) -> Vec<u8> {
    let (head, body) = response.into_parts();
    let body = body.collect().await.map(Collected::to_bytes).unwrap_or_default();
    let mut out =
        format!("HTTP/1.1 {}\r\ncontent-length: {}\r\n", head.status, body.len()).into_bytes();
    for (name, value) in &head.headers {
        out.extend_from_slice(name.as_ref());
        out.extend_from_slice(b": ");
        out.extend_from_slice(value.as_bytes());
        out.extend_from_slice(b"\r\n");
    }
    out.extend_from_slice(b"\r\n");
    out.extend_from_slice(&body);
    out
}
