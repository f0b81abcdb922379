//! What the tests over a socket share: a server in this process, and a client that sees every byte.

mod client;
pub(crate) mod many;
pub(crate) mod postgres;
mod program;
mod server;
pub(crate) mod tree;

use localyun::{
    clock,
    sign::{
        Mac, Scheme,
        produce::{Content, Draft, SignedRequest, Signer, produce},
    },
};
use std::sync::atomic::{AtomicU64, Ordering};

pub(crate) use client::{Answer, Client, ask};
pub(crate) use program::{End, Program, finish, in_shell, program, run};
pub(crate) use server::{Server, account};

use crate::signatures::vectors::key_pair;

/// The address that the requests name. Where they go is another matter.
pub(crate) const HOST: &str = "127.0.0.1:4800";

/// A call that is right, unless a test changes something.
#[derive(Clone)]
pub(crate) struct Call {
    pub(crate) scheme: &'static str,
    pub(crate) method: String,
    pub(crate) host: String,
    pub(crate) path: String,
    pub(crate) action: Option<String>,
    pub(crate) version: String,
    pub(crate) query: Vec<(String, String)>,
    /// The parameters of a form body, if there are any.
    pub(crate) form: Vec<(String, String)>,
    /// A body of another type.
    pub(crate) body: Option<(String, Vec<u8>)>,
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) key: (String, String),
    pub(crate) token: Option<String>,
    /// Milliseconds; the machine's time if none is given.
    pub(crate) time: Option<i64>,
    /// One of its own if none is given.
    pub(crate) nonce: Option<String>,
    /// What happens to it after it was signed.
    pub(crate) edits: Vec<fn(&mut SignedRequest)>,
}

impl Call {
    /// A call to CloudMonitor as today's SDKs send it.
    pub(crate) fn of(action: &str) -> Self {
        Self {
            scheme: "acs3-hmac-sha256",
            method: "POST".into(),
            host: HOST.into(),
            path: "/".into(),
            action: Some(action.into()),
            version: "2019-01-01".into(),
            query: Vec::new(),
            form: Vec::new(),
            body: None,
            headers: Vec::new(),
            key: ("testid".into(), "testsecret".into()),
            token: None,
            time: None,
            nonce: None,
            edits: Vec::new(),
        }
    }

    /// A call to CloudMonitor as the SDKs of the first generation send it.
    pub(crate) fn rpc(action: &str) -> Self {
        Self { scheme: "rpc-v1-hmac-sha1", ..Self::of(action) }
    }

    /// A contact that nothing is wrong with.
    pub(crate) fn put(name: &str) -> Self {
        Self::of("PutContact")
            .query("ContactName", name)
            .query("Describe", "On call")
            .query("Channels.DingWebHook", "https://oapi.dingtalk.com/robot/send?access_token=x")
    }

    pub(crate) fn query(mut self, name: &str, value: &str) -> Self {
        self.query.push((name.into(), value.into()));
        self
    }

    pub(crate) fn form(mut self, name: &str, value: &str) -> Self {
        self.form.push((name.into(), value.into()));
        self
    }

    pub(crate) fn header(mut self, name: &str, value: &str) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    pub(crate) fn with(mut self, change: impl FnOnce(&mut Self)) -> Self {
        change(&mut self);
        self
    }

    pub(crate) fn edit(mut self, change: fn(&mut SignedRequest)) -> Self {
        self.edits.push(change);
        self
    }

    pub(crate) fn sign(&self) -> SignedRequest {
        static NONCE: AtomicU64 = AtomicU64::new(0);
        let unique = format!("nonce-{}", NONCE.fetch_add(1, Ordering::Relaxed));
        let (query, form, headers) =
            (borrowed(&self.query), borrowed(&self.form), borrowed(&self.headers));
        let content = match &self.body {
            Some((kind, bytes)) => Content::Raw(kind, bytes),
            None if form.is_empty() => Content::None,
            None => Content::Form(&form),
        };
        let scheme = Scheme::named(self.scheme).unwrap();
        let mut request = produce(&Draft {
            scheme,
            method: &self.method,
            host: &self.host,
            path: &self.path,
            action: self.action.as_deref(),
            version: &self.version,
            query: &query,
            content,
            headers: &headers,
            key_id: &self.key.0,
            signer: match scheme.mac {
                Mac::Hmac(_) => Signer::Hmac(&self.key.1),
                Mac::Rsa => Signer::Rsa(&key_pair().private),
            },
            security_token: self.token.as_deref(),
            time: self.time.unwrap_or_else(clock::real_now),
            nonce: self.nonce.as_deref().unwrap_or(&unique),
            region: "cn-hangzhou",
            product: "Cms",
        })
        .unwrap();
        for edit in &self.edits {
            edit(&mut request);
        }
        request
    }

    /// The bytes on the wire.
    pub(crate) fn bytes(&self) -> Vec<u8> {
        bytes(&self.sign())
    }
}

fn borrowed(pairs: &[(String, String)]) -> Vec<(&str, &str)> {
    pairs.iter().map(|(name, value)| (&**name, &**value)).collect()
}

/// A request as it goes over the wire.
pub(crate) fn bytes(request: &SignedRequest) -> Vec<u8> {
    let mut out = format!("{} {} HTTP/1.1\r\n", request.method, request.target);
    for (name, value) in &request.headers {
        out.extend([name, ": ", value, "\r\n"]);
    }
    if !request.body.is_empty() || request.method == "POST" {
        out.extend(["content-length: ", &request.body.len().to_string(), "\r\n"]);
    }
    let mut out = out.into_bytes();
    out.extend_from_slice(b"\r\n");
    out.extend_from_slice(&request.body);
    out
}

/// A request without a signature.
pub(crate) fn plain(method: &str, target: &str, headers: &[&str], body: &[u8]) -> Vec<u8> {
    let named = headers.iter().any(|h| h.to_ascii_lowercase().starts_with("host:"));
    let mut out = format!("{method} {target} HTTP/1.1\r\n");
    if !named {
        out.extend(["host: ", HOST, "\r\n"]);
    }
    for header in headers {
        out.extend([header, "\r\n"]);
    }
    if !body.is_empty() {
        out.extend(["content-length: ", &body.len().to_string(), "\r\n"]);
    }
    out.push_str("\r\n");
    let mut out = out.into_bytes();
    out.extend_from_slice(body);
    out
}
