//! ROA signatures of version 1: the method, five headers, every `x-acs-` header, path and query.
//!
//! The body is covered only by its `Content-MD5`, where a client sends one.

use std::{fmt, iter};

use actions::Origin;
use base64::{Engine, engine::general_purpose::STANDARD};
use md5::{Digest, Md5};
use serde::{Deserialize, Serialize};

use super::{
    Family, Mismatch, Reason, Secret, Signed, Stages, Variant, check, encode, first_match,
    hash::{Hash, HmacKey},
};
use crate::wire::{Wire, headers::Headers};

/// The headers that have a line of their own, there or not.
pub(super) const LINES: [&str; 4] = ["accept", "content-md5", "content-type", "date"];

/// How the resource and a missing `Accept` are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    /// The path as sent, and not decoded (observed: tea, PHP client).
    pub path_as_sent: bool,
    /// An empty value of the query as `k`, and not as `k=` (observed: Python, Go and Java tea,
    /// Go old, Java core, PHP).
    pub bare_key: bool,
    /// A missing `Accept` as the word `undefined` (source: Node openapi-client).
    pub undefined_accept: bool,
}

impl Form {
    /// Path decoded, empty value as `k=`.
    pub const STANDARD: Self =
        Self { path_as_sent: false, bare_key: false, undefined_accept: false };
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = if self.path_as_sent { "path as sent" } else { "decoded path" };
        let empty = if self.bare_key { "k" } else { "k=" };
        let accept = if self.undefined_accept { ", missing Accept as undefined" } else { "" };
        write!(f, "{path}, empty value as {empty}{accept}")
    }
}

/// The forms that make a difference for this request.
pub(super) fn forms(wire: &Wire<'_>) -> impl Iterator<Item = Form> {
    iter::once(Form::STANDARD).chain(iter::once_with(|| others(wire)).flatten())
}

fn others(wire: &Wire<'_>) -> impl Iterator<Item = Form> + use<> {
    let either = |differs: bool| [Some(false), differs.then_some(true)].into_iter().flatten();
    let escaped = wire.path.contains('%');
    let empty = query(wire).any(|(_, value)| value.is_empty());
    let silent = !wire.headers.has("accept");
    either(silent)
        .flat_map(move |undefined_accept| {
            either(escaped).flat_map(move |path_as_sent| {
                either(empty).map(move |bare_key| Form { path_as_sent, bare_key, undefined_accept })
            })
        })
        .skip(1)
}

fn query<'a>(wire: &Wire<'a>) -> impl Iterator<Item = (&'a str, &'a str)> + use<'a> {
    wire.parameters.iter().filter(|p| p.origin == Origin::Query).map(|p| (p.name, p.value))
}

/// The path and the sorted query, decoded: `/a b?k=v`.
fn resource(out: &mut Vec<u8>, wire: &Wire<'_>, form: Form) {
    if form.path_as_sent {
        out.extend_from_slice(wire.path.as_bytes());
    } else {
        encode::unescape_path(out, wire.path);
    }
    for (at, (name, value)) in query(wire).enumerate() {
        out.push(if at == 0 { b'?' } else { b'&' });
        out.extend_from_slice(name.as_bytes());
        if !(form.bare_key && value.is_empty()) {
            out.push(b'=');
            out.extend_from_slice(value.as_bytes());
        }
    }
}

/// Every `x-acs-` header, sorted, one a line.
fn acs_headers(out: &mut Vec<u8>, headers: &Headers<'_>) {
    let mut names: Vec<_> = headers.under("x-acs-").collect();
    names.sort_unstable();
    for name in names {
        out.extend_from_slice(name.as_bytes());
        out.push(b':');
        encode::header(out, headers, name, ",");
        out.push(b'\n');
    }
}

/// Writes the string to sign. This family has no stage before it.
pub(super) fn write(form: Form, wire: &Wire<'_>, stages: &mut Stages) {
    let (_, text) = stages.cleared();
    text.extend(wire.method.bytes().map(|b| b.to_ascii_uppercase()));
    text.push(b'\n');
    for name in LINES {
        if name == "accept" && form.undefined_accept {
            text.extend_from_slice(b"undefined");
        } else {
            encode::header(text, &wire.headers, name, ",");
        }
        text.push(b'\n');
    }
    acs_headers(text, &wire.headers);
    resource(text, wire, form);
}

/// The key: the secret as it is.
pub(super) fn key(hash: Hash, secret: &str) -> HmacKey {
    HmacKey::new(hash, &[secret.as_bytes()])
}

pub(super) fn verify(
    signed: &Signed<'_>,
    wire: &Wire<'_>,
    secret: &Secret<'_>,
) -> Result<Variant, Mismatch> {
    let check = check(signed.scheme.mac, secret, key);
    let variant = first_match(
        signed,
        forms(wire),
        Variant::Roa,
        |form, stages| write(form, wire, stages),
        |_, text| check.accepts(signed.signature, Family::Roa.spelling(), text),
    )?;
    // Checked last: of two mistakes, the wrong signature is reported.
    match wire.header("content-md5") {
        Some(theirs) if !theirs.is_empty() => {
            let ours = content_md5(wire.body);
            if ours == theirs {
                return Ok(variant);
            }
            let stages = super::stages(signed, wire, Variant::Roa(Form::STANDARD));
            Err(Mismatch::new(signed.scheme, &stages, Reason::BodyMd5(ours)))
        }
        _ => Ok(variant),
    }
}

/// The value of `Content-MD5` for a body.
pub(super) fn content_md5(body: &[u8]) -> String {
    STANDARD.encode(Md5::digest(body))
}

#[cfg(test)]
mod tests {
    use hyper::HeaderMap;

    use super::*;
    use crate::wire::parameters::decode;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for &(name, value) in pairs {
            headers.append(name, value.parse().unwrap());
        }
        headers
    }

    fn with<T>(headers: &HeaderMap, path: &str, query: &str, f: impl Fn(&Wire<'_>) -> T) -> T {
        let parameters = decode(query, headers, b"").unwrap();
        f(&Wire {
            method: "get",
            path,
            query,
            headers: Headers::of(headers),
            body: b"",
            parameters: &parameters,
        })
    }

    #[test]
    fn every_line_is_there_even_when_its_header_is_not() {
        let headers = headers(&[("x-acs-b", " 2 "), ("X-Acs-A", "1"), ("date", "D"), ("x", "y")]);
        let text = with(&headers, "/a%20b", "z=%20&y=", |wire| {
            let mut stages = Stages::default();
            write(Form::STANDARD, wire, &mut stages);
            String::from_utf8(stages.string_to_sign).unwrap()
        });
        assert_eq!(text, "GET\n\n\n\nD\nx-acs-a:1\nx-acs-b:2\n/a b?y=&z= ");
    }

    #[test]
    fn the_resource_has_its_forms() {
        let written = |form| {
            with(&HeaderMap::new(), "/a%20b", "y=&z=1", |wire| {
                let mut out = Vec::new();
                resource(&mut out, wire, form);
                String::from_utf8(out).unwrap()
            })
        };
        let form = Form::STANDARD;
        assert_eq!(written(form), "/a b?y=&z=1");
        assert_eq!(written(Form { bare_key: true, ..form }), "/a b?y&z=1");
        assert_eq!(written(Form { path_as_sent: true, ..form }), "/a%20b?y=&z=1");
    }

    #[test]
    fn only_forms_that_differ_are_tried() {
        let count = |accept: bool, path, query| {
            let headers = if accept { headers(&[("accept", "*/*")]) } else { HeaderMap::new() };
            with(&headers, path, query, |wire| forms(wire).count())
        };
        assert_eq!(count(true, "/a", "k=v"), 1);
        assert_eq!(count(true, "/a", "k="), 2);
        assert_eq!(count(true, "/a%20", "k="), 4);
        assert_eq!(count(false, "/a%20", "k="), 8);
    }
}
