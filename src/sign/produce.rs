//! The client's side: a request signed in any scheme.
//!
//! For `localyun sign`, for tests and for measuring. It uses the same stages as the server's
//! side; that those are right is proven on the requests of other people's clients.

use std::borrow::Cow;

use hyper::{
    HeaderMap,
    header::{HeaderName, HeaderValue},
};
use rsa::RsaPrivateKey;

use super::{
    Family, Mac, Scheme, Scope, Signed, Stages, Variant, acs3, encode,
    hash::{Hash, sign_rsa},
    roa, rpc, stages, time,
};
use crate::wire::{
    Wire,
    headers::Headers,
    parameters::{Undecodable, decode},
};

/// A request that is to be signed.
#[derive(Clone)]
pub struct Draft<'a> {
    /// How to sign it.
    pub scheme: &'static Scheme,
    /// The HTTP method.
    pub method: &'a str,
    /// The value of `Host`.
    pub host: &'a str,
    /// The path, with escapes where it needs them. `/` for RPC calls.
    pub path: &'a str,
    /// The action. A ROA call may do without.
    pub action: Option<&'a str>,
    /// The version of the product: `2019-01-01`.
    pub version: &'a str,
    /// The parameters of the query, decoded, without those of the signature.
    pub query: &'a [(&'a str, &'a str)],
    /// The body.
    pub content: Content<'a>,
    /// More headers. Those that start with `x-acs-` are signed.
    pub headers: &'a [(&'a str, &'a str)],
    /// The access key's id.
    pub key_id: &'a str,
    /// What to sign with.
    pub signer: Signer<'a>,
    /// The token of a temporary key.
    pub security_token: Option<&'a str>,
    /// When it is sent, in milliseconds since 1970.
    pub time: i64,
    /// What makes it unique.
    pub nonce: &'a str,
    /// The region in the scope of V4.
    pub region: &'a str,
    /// The product in the scope of V4.
    pub product: &'a str,
}

/// The body of a [`Draft`].
#[derive(Clone, Copy)]
pub enum Content<'a> {
    /// No body and no type.
    None,
    /// Parameters, decoded.
    Form(&'a [(&'a str, &'a str)]),
    /// Bytes of a type.
    Raw(&'a str, &'a [u8]),
}

/// The client's half of a key. Shows nothing of itself.
#[derive(Clone, Copy)]
pub enum Signer<'a> {
    /// A shared secret.
    Hmac(&'a str),
    /// A private key, of at least 512 bits.
    Rsa(&'a RsaPrivateKey),
}

/// A signed request, ready to be sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignedRequest {
    /// The HTTP method.
    pub method: String,
    /// Path and query.
    pub target: String,
    /// The headers, `host` first, without those that frame the body.
    pub headers: Vec<(String, String)>,
    /// The body.
    pub body: Vec<u8>,
    /// What was signed.
    pub stages: Stages,
}

/// Why a draft cannot be signed.
#[derive(Debug, thiserror::Error)]
pub enum Unsignable {
    /// A header has a name or a value that HTTP does not allow.
    #[error("the header {0} cannot be sent")]
    Header(String),
    /// The kind of key is not that of the scheme.
    #[error("the scheme {0} needs another kind of key")]
    Key(&'static str),
    /// The RSA key cannot sign.
    #[error("the private key cannot sign: {0}")]
    Rsa(#[from] rsa::Error),
    /// The parameters are not what a server can decode.
    #[error(transparent)]
    Undecodable(#[from] Undecodable),
}

/// Signs a request.
pub fn produce(draft: &Draft<'_>) -> Result<SignedRequest, Unsignable> {
    let (content_type, body) = match draft.content {
        Content::None => (None, Vec::new()),
        Content::Form(pairs) => {
            (Some("application/x-www-form-urlencoded"), encoded(pairs.iter().copied()))
        }
        Content::Raw(kind, bytes) => (Some(kind), bytes.to_vec()),
    };
    let mut query = draft.query.to_vec();
    let mut headers = vec![("host", Cow::Borrowed(draft.host))];
    headers.extend(content_type.map(|kind| ("content-type", Cow::Borrowed(kind))));
    let time = time::write_iso(draft.time);
    if draft.scheme.family == Family::Rpc {
        query.extend(common_parameters(draft, &time));
    } else {
        headers.extend(common_headers(draft, &time, &body));
    }
    headers.extend(draft.headers.iter().map(|&(name, value)| (name, Cow::Borrowed(value))));

    let map = header_map(&headers)?;
    let mut query = String::from_utf8_lossy(&encoded(query.into_iter())).into_owned();
    let parameters = decode(&query, &map, &body)?;
    let wire = Wire {
        method: draft.method,
        path: draft.path,
        query: &query,
        headers: Headers::of(&map),
        body: &body,
        parameters: &parameters,
    };
    let signed_headers = signed_headers(&map);
    let day = time::write_day(draft.time);
    let scope = Scope { date: &day, region: draft.region, product: draft.product };
    let signed = Signed {
        scheme: draft.scheme,
        key_id: draft.key_id,
        security_token: draft.security_token,
        nonce: Some(draft.nonce),
        time: draft.time,
        signature: "",
        signed_headers: &signed_headers,
        scope: (draft.scheme.family == Family::Acs4).then_some(scope),
    };
    let variant = Variant::standard(draft.scheme.family);
    let stages = stages(&signed, &wire, variant);
    let signature = signature(&signed, &draft.signer, &stages.string_to_sign)?;
    let mut headers: Vec<_> =
        headers.into_iter().map(|(name, value)| (name.to_owned(), value.into_owned())).collect();
    match draft.scheme.family {
        Family::Rpc => {
            let mut pair = encoded([("Signature", &*signature)].into_iter());
            pair.insert(0, b'&');
            query.push_str(&String::from_utf8_lossy(&pair));
        }
        _ => headers.push(("authorization".to_owned(), authorization(&signed, &signature))),
    }
    let mut target = draft.path.to_owned();
    if !query.is_empty() {
        target.push('?');
        target.push_str(&query);
    }
    Ok(SignedRequest { method: draft.method.to_owned(), target, headers, body, stages })
}

/// `a=1&b=2`, encoded.
fn encoded<'a>(pairs: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<u8> {
    let mut out = Vec::new();
    for (name, value) in pairs {
        if !out.is_empty() {
            out.push(b'&');
        }
        encode::percent(&mut out, name.as_bytes());
        out.push(b'=');
        encode::percent(&mut out, value.as_bytes());
    }
    out
}

/// What RPC calls of version 1 carry in the query.
fn common_parameters<'a>(
    draft: &Draft<'a>,
    time: &'a str,
) -> impl Iterator<Item = (&'a str, &'a str)> {
    let kind = (draft.scheme.mac == Mac::Rsa).then_some(("SignatureType", "PRIVATEKEY"));
    [
        ("Version", draft.version),
        ("AccessKeyId", draft.key_id),
        ("SignatureMethod", draft.scheme.algorithm),
        ("SignatureVersion", "1.0"),
        ("SignatureNonce", draft.nonce),
        ("Timestamp", time),
    ]
    .into_iter()
    .chain(draft.action.map(|action| ("Action", action)))
    .chain(draft.security_token.map(|token| ("SecurityToken", token)))
    .chain(kind)
}

/// What all other calls carry in their headers.
fn common_headers<'a>(
    draft: &Draft<'a>,
    time: &'a str,
    body: &[u8],
) -> Vec<(&'static str, Cow<'a, str>)> {
    let mut headers = vec![
        ("accept", Cow::Borrowed("application/json")),
        ("x-acs-version", Cow::Borrowed(draft.version)),
        ("x-acs-signature-nonce", Cow::Borrowed(draft.nonce)),
    ];
    headers.extend(draft.action.map(|action| ("x-acs-action", Cow::Borrowed(action))));
    if draft.scheme.family == Family::Roa {
        headers.push(("date", Cow::Owned(time::write_http(draft.time))));
        headers.push(("x-acs-signature-method", Cow::Borrowed(draft.scheme.algorithm)));
        headers.push(("x-acs-signature-version", Cow::Borrowed("1.0")));
        if !body.is_empty() {
            headers.push(("content-md5", Cow::Owned(roa::content_md5(body))));
        }
    } else {
        let hash = draft.scheme.mac.hash();
        let name = if hash == Hash::Sm3 { "x-acs-content-sm3" } else { "x-acs-content-sha256" };
        headers.push((name, Cow::Owned(hash.of(body).hex())));
        headers.push(("x-acs-date", Cow::Borrowed(time)));
    }
    if let Some(token) = draft.security_token {
        headers.push(("x-acs-accesskey-id", Cow::Borrowed(draft.key_id)));
        headers.push(("x-acs-security-token", Cow::Borrowed(token)));
    }
    headers
}

fn header_map(headers: &[(&str, Cow<'_, str>)]) -> Result<HeaderMap, Unsignable> {
    let mut map = HeaderMap::with_capacity(headers.len());
    for (name, value) in headers {
        let unsendable = || Unsignable::Header((*name).to_owned());
        let key = HeaderName::from_bytes(name.as_bytes()).map_err(|_| unsendable())?;
        let value = HeaderValue::from_bytes(value.as_bytes()).map_err(|_| unsendable())?;
        map.append(key, value);
    }
    Ok(map)
}

fn signed_headers(headers: &HeaderMap) -> String {
    let mut names: Vec<_> = headers
        .keys()
        .map(HeaderName::as_str)
        .filter(|name| matches!(*name, "host" | "content-type") || name.starts_with("x-acs-"))
        .collect();
    names.sort_unstable();
    names.join(";")
}

fn signature(signed: &Signed<'_>, with: &Signer<'_>, text: &[u8]) -> Result<String, Unsignable> {
    let Scheme { name, family, mac, .. } = signed.scheme;
    let spelling = family.spelling();
    match (mac, with) {
        (Mac::Hmac(hash), Signer::Hmac(secret)) => {
            let key = match family {
                Family::Rpc => rpc::key(*hash, secret),
                Family::Roa => roa::key(*hash, secret),
                Family::Acs3 | Family::Acs4 => acs3::key(signed, *hash, secret, None),
            };
            Ok(spelling.write(&key.sign(text)))
        }
        (Mac::Rsa, Signer::Rsa(key)) => Ok(spelling.write(&sign_rsa(key, text)?)),
        _ => Err(Unsignable::Key(name)),
    }
}

fn authorization(signed: &Signed<'_>, signature: &str) -> String {
    let Signed { scheme, key_id, signed_headers, .. } = signed;
    let algorithm = scheme.algorithm;
    let scope = match &signed.scope {
        Some(scope) => format!("/{scope}"),
        None => String::new(),
    };
    match scheme.family {
        Family::Roa => format!("acs {key_id}:{signature}"),
        _ => format!(
            "{algorithm} Credential={key_id}{scope},SignedHeaders={signed_headers},\
             Signature={signature}"
        ),
    }
}
