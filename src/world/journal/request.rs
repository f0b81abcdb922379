//! A request as the journal keeps it: in one piece.

use std::net::IpAddr;

use hyper::{
    HeaderMap,
    header::{HeaderName, HeaderValue},
};

use crate::exchange::Received;

/// A request as it came over the wire.
#[derive(Debug)]
pub struct Request {
    /// The address of the client.
    pub peer: IpAddr,
    /// Method, target, headers and body, one after the other: in one piece, since most are never looked at. Each header
    /// is `name: value` and a line feed.
    bytes: Box<[u8]>,
    /// Where the method, the target and the headers end.
    ends: [usize; 3],
}

impl Request {
    pub(super) fn of(received: &Received<'_>) -> Self {
        let Received { method, path, query, body, .. } = *received;
        let headers: usize =
            received.headers.iter().map(|(n, v)| n.as_str().len() + v.len() + 3).sum();
        let size = method.len() + path.len() + 1 + query.len() + headers + body.len();
        let (mut bytes, mut ends) = (Vec::with_capacity(size), [0; 3]);
        bytes.extend_from_slice(method.as_bytes());
        ends[0] = bytes.len();
        bytes.extend_from_slice(path.as_bytes());
        if !query.is_empty() {
            bytes.push(b'?');
            bytes.extend_from_slice(query.as_bytes());
        }
        ends[1] = bytes.len();
        for (name, value) in received.headers {
            bytes.extend_from_slice(name.as_str().as_bytes());
            bytes.extend_from_slice(b": ");
            bytes.extend_from_slice(value.as_bytes());
            bytes.push(b'\n');
        }
        ends[2] = bytes.len();
        bytes.extend_from_slice(body);
        Self { peer: received.peer, bytes: bytes.into(), ends }
    }

    /// The HTTP method.
    #[must_use]
    pub fn method(&self) -> &str {
        str::from_utf8(&self.bytes[..self.ends[0]]).unwrap_or_default()
    }

    /// Path and query, as sent.
    #[must_use]
    pub fn target(&self) -> &str {
        str::from_utf8(&self.bytes[self.ends[0]..self.ends[1]]).unwrap_or_default()
    }

    /// Its body.
    #[must_use]
    pub fn body(&self) -> &[u8] {
        &self.bytes[self.ends[2]..]
    }

    /// Its headers.
    #[must_use]
    pub fn headers(&self) -> HeaderMap {
        let mut all = HeaderMap::new();
        // A value of a header has no line feed.
        for line in self.bytes[self.ends[1]..self.ends[2]].split(|byte| *byte == b'\n') {
            let Some(colon) = line.iter().position(|byte| *byte == b':') else { continue };
            let name = HeaderName::from_bytes(&line[..colon]);
            let value = HeaderValue::from_bytes(line.get(colon + 2..).unwrap_or_default());
            if let (Ok(name), Ok(value)) = (name, value) {
                all.append(name, value);
            }
        }
        all
    }

    /// All of it in one piece, and where the method, the target and the headers end.
    pub(super) fn piece(&self) -> (&[u8], [usize; 3]) {
        (&self.bytes, self.ends)
    }

    /// One of such a piece; `None` if there are no such ends in it.
    pub(super) fn of_piece(peer: IpAddr, bytes: &[u8], ends: [usize; 3]) -> Option<Self> {
        let fits = ends.is_sorted() && ends[2] <= bytes.len();
        fits.then(|| Self { peer, bytes: bytes.into(), ends })
    }

    pub(super) fn size(&self) -> usize {
        self.bytes.len()
    }
}
