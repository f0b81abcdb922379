//! Right requests, to be spoilt.

use hyper::{
    HeaderMap,
    header::{HeaderName, HeaderValue},
};

use crate::{
    sign::{
        Claim, Family, Scheme, Stages, Variant, claim,
        produce::{Content, Draft, SignedRequest, Signer, produce},
        stages,
    },
    wire::{Wire, headers::Headers, parameters::decode},
};

pub(super) const SECRET: &str = "s3cret";
pub(super) const NOW: i64 = 1_795_301_621_000;

/// A right request, with the texts that it is signed with.
pub(super) struct Right {
    pub(super) request: SignedRequest,
    pub(super) canonical: String,
    pub(super) text: String,
    /// Whether the signature is encoded like the other parameters.
    pub(super) escaped: bool,
}

impl Right {
    pub(super) fn query(&self) -> &str {
        let query = self.request.target.split_once('?').unwrap().1;
        query.split_once("&Signature=").map_or(query, |(query, _)| query)
    }

    /// Gives it a JSON body in the place of the form.
    pub(super) fn json(&mut self, body: &str) {
        self.request.body = body.as_bytes().to_vec();
        for (_, value) in self.request.headers.iter_mut().filter(|(n, _)| n == "content-type") {
            *value = "application/json".to_owned();
        }
    }

    pub(super) fn form(&self) -> &str {
        std::str::from_utf8(&self.request.body).unwrap()
    }
}

pub(super) fn right(scheme: &str, nonce: &str) -> Right {
    made(scheme, nonce, None, &FORM)
}

/// An RPC call of version 1 with this form.
pub(super) fn with_form(form: &[(String, String)]) -> Right {
    let form: Vec<_> = form.iter().map(|(n, v)| (n.as_str(), v.as_str())).collect();
    made("rpc-v1-hmac-sha1", "nonce", None, &form)
}

const FORM: [(&str, &str); 2] = [("Form", "f"), ("Flag", "g")];

pub(super) fn with_token(scheme: &str, token: &str) -> Right {
    made(scheme, "nonce", Some(token), &FORM)
}

fn made(scheme: &str, nonce: &str, security_token: Option<&str>, form: &[(&str, &str)]) -> Right {
    let scheme = Scheme::named(scheme).unwrap();
    let is_roa = scheme.family == Family::Roa;
    let request = produce(&Draft {
        scheme,
        method: "POST",
        host: "127.0.0.1:4800",
        path: if is_roa { "/pop/my%20ns/x" } else { "/" },
        action: Some("PutContact"),
        version: "2019-01-01",
        query: &[("Zeta", "1"), ("Name", "a b*~/张(x):"), ("Empty", ""), ("alpha", "2")],
        content: if is_roa { Content::Raw("application/json", b"{}") } else { Content::Form(form) },
        headers: &[],
        key_id: "testid",
        signer: Signer::Hmac(SECRET),
        security_token,
        time: NOW,
        nonce,
        region: "cn-hangzhou",
        product: "Cms",
    })
    .unwrap();
    let Stages { canonical_request, string_to_sign } = with_wire(&request, |wire| {
        let Ok(Claim::Signed(signed)) = claim(wire) else { panic!() };
        stages(&signed, wire, Variant::standard(signed.scheme.family))
    });
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Right { request, canonical: text(canonical_request), text: text(string_to_sign), escaped: true }
}

pub(super) fn with_wire<T>(request: &SignedRequest, f: impl FnOnce(&Wire<'_>) -> T) -> T {
    let mut headers = HeaderMap::new();
    for (name, value) in &request.headers {
        headers.append(
            HeaderName::from_bytes(name.as_bytes()).unwrap(),
            HeaderValue::from_bytes(value.as_bytes()).unwrap(),
        );
    }
    let (path, query) = request.target.split_once('?').unwrap_or((&request.target, ""));
    let (method, body) = (&*request.method, &*request.body);
    let parameters = decode(query, &headers, body).unwrap();
    f(&Wire { method, path, query, headers: Headers::of(&headers), body, parameters: &parameters })
}

pub(super) fn with_signature(mut request: SignedRequest, signature: &str) -> SignedRequest {
    if let Some((start, _)) = request.target.split_once("&Signature=") {
        request.target = format!("{start}&Signature={signature}");
    }
    for (name, value) in &mut request.headers {
        if name == "authorization" {
            let separator = if value.starts_with("acs ") { "testid:" } else { "Signature=" };
            let (start, _) = value.split_once(separator).unwrap();
            *value = format!("{start}{separator}{signature}");
        }
    }
    request
}
