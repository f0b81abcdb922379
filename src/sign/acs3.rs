//! V3 and V4 signatures: method, path, query, the listed headers and the body's hash.
//!
//! Both have the same canonical request; V4 differs in its key only.

use std::{borrow::Cow, fmt, iter, sync::OnceLock};

use actions::Origin;
use serde::{Deserialize, Serialize};

use super::{
    Family, Mismatch, Quirk, Secret, Signed, Stages, Variant, acs4, check, encode, first_match,
    hash::{Hash, HmacKey, Spelling},
};
use crate::wire::Wire;

/// How path, query and headers are written, and whether the signature is a known mistake.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Form {
    /// The path.
    pub path: Path,
    /// The names of the query unencoded (observed: Python, Node and Go tea).
    pub raw_keys: bool,
    /// An empty value of the query as `k`, and not as `k=` (observed: Node, V4 only).
    pub bare_key: bool,
    /// What the values of headers are turned into.
    pub headers: Headers,
    /// The client's mistake, if there is one.
    pub quirk: Option<Quirk>,
}

/// How the path is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Path {
    /// As sent.
    AsSent,
    /// `+` as `%20`, `*` as `%2A`, `%7E` as `~` (observed: Go tea, Node tea).
    Rewritten,
    /// The same for the first of each only (observed: Node openapi-client).
    FirstRewritten,
}

/// How unusual values of headers are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Headers {
    /// As they are; several joined with `,`.
    Plain,
    /// An empty value as the word `null` (source: Java core).
    NullForEmpty,
    /// Several joined with `, ` (source: C#).
    Spaced,
}

impl Form {
    /// Path as sent, keys encoded, empty values as `k=`.
    pub const STANDARD: Self = Self {
        path: Path::AsSent,
        raw_keys: false,
        bare_key: false,
        headers: Headers::Plain,
        quirk: None,
    };
}

impl fmt::Display for Form {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.path {
            Path::AsSent => "",
            Path::Rewritten => "path with + * %7E rewritten, ",
            Path::FirstRewritten => "path with FIRST + * %7E rewritten, ",
        })?;
        f.write_str(if self.raw_keys { "keys raw" } else { "keys encoded" })?;
        if self.bare_key {
            f.write_str(", empty value as bare key")?;
        }
        f.write_str(match self.headers {
            Headers::Plain => "",
            Headers::NullForEmpty => ", empty header as null",
            Headers::Spaced => ", header values joined with a space",
        })?;
        f.write_str(match self.quirk {
            Some(Quirk::BodyHashMismatch) => ", QUIRK body hash header is not the hash of the body",
            Some(Quirk::NodeV4LossyKey) => ", QUIRK derived keys passed through lossy UTF-8 (Node)",
            Some(Quirk::PlusForSpace) | None => "",
        })
    }
}

/// The parts of the canonical request that all forms share.
pub(super) struct Request<'a> {
    signed: &'a Signed<'a>,
    wire: &'a Wire<'a>,
    hash: Hash,
    /// The names of the headers to sign, joined with `;`.
    pub(super) signed_headers: Cow<'a, str>,
    pub(super) body_hash: Cow<'static, str>,
    /// The hash in the header, where it is not that of the body.
    pub(super) wrong_body_hash: Option<&'a str>,
}

impl<'a> Request<'a> {
    pub(super) fn new(signed: &'a Signed<'a>, wire: &'a Wire<'a>) -> Self {
        let hash = signed.scheme.mac.hash();
        let body_hash = match wire.body {
            [] => Cow::Borrowed(hash.of_nothing()),
            body => Cow::Owned(hash.of(body).hex()),
        };
        Self::of(signed, wire, body_hash)
    }

    /// The same, where the hash of the body is known.
    pub(super) fn of(
        signed: &'a Signed<'a>,
        wire: &'a Wire<'a>,
        body_hash: Cow<'static, str>,
    ) -> Self {
        let hash = signed.scheme.mac.hash();
        let wrong_body_hash =
            claimed_hash(wire, hash).filter(|claimed| !claimed.eq_ignore_ascii_case(&body_hash));
        let signed_headers = signed_headers(signed.signed_headers, wire);
        Self { signed, wire, hash, signed_headers, body_hash, wrong_body_hash }
    }

    /// Writes the first two stages.
    fn write(&self, form: Form, stages: &mut Stages) {
        let (request, text) = stages.cleared();
        let wire = self.wire;
        request.extend(wire.method.bytes().map(|b| b.to_ascii_uppercase()));
        request.push(b'\n');
        path(request, wire.path, form.path);
        request.push(b'\n');
        query(request, wire, form);
        request.push(b'\n');
        for name in names(&self.signed_headers) {
            header(request, wire, name, form.headers);
        }
        request.push(b'\n');
        request.extend_from_slice(self.signed_headers.as_bytes());
        request.push(b'\n');
        match (form.quirk, self.wrong_body_hash) {
            (Some(Quirk::BodyHashMismatch), Some(claimed)) => {
                request.extend_from_slice(claimed.as_bytes());
            }
            _ => request.extend_from_slice(self.body_hash.as_bytes()),
        }
        string_to_sign(text, self.signed.scheme.algorithm, self.hash, request);
    }
}

/// The body hash that the request announces. Most clients use the name with `sha256` for SM3 too.
fn claimed_hash<'a>(wire: &Wire<'a>, hash: Hash) -> Option<&'a str> {
    let sm3 = if hash == Hash::Sm3 { wire.header("x-acs-content-sm3") } else { None };
    sm3.or_else(|| wire.header("x-acs-content-sha256")).filter(|claimed| !claimed.is_empty())
}

/// The names in a list joined with `;`. They are short, and the search of `str::split` is made for long texts.
fn names(list: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(list);
    iter::from_fn(move || {
        let list = rest?;
        let end = list.bytes().position(|b| b == b';');
        rest = end.map(|end| &list[end + 1..]);
        Some(&list[..end.unwrap_or(list.len())])
    })
}

/// The names of the headers to sign: those the client lists, in its order, and every `x-acs-`
/// header there is. A client must sign all of those (source: V3 signature page).
fn signed_headers<'a>(listed: &'a str, wire: &Wire<'_>) -> Cow<'a, str> {
    let mut known: Vec<&str> = Vec::with_capacity(16);
    known.extend(names(listed));
    let is_listed = |name: &str| known.iter().any(|it| it.eq_ignore_ascii_case(name));
    let there = || wire.headers.under("x-acs-");
    if there().all(is_listed) {
        return Cow::Borrowed(listed);
    }
    let mut all: Vec<_> = there().filter(|n| !is_listed(n)).chain(known.iter().copied()).collect();
    all.sort_unstable();
    Cow::Owned(all.join(";"))
}

pub(super) fn path(out: &mut Vec<u8>, path: &str, form: Path) {
    let text = match form {
        _ if path.is_empty() => Cow::Borrowed("/"),
        Path::AsSent => Cow::Borrowed(path),
        Path::Rewritten => {
            Cow::Owned(path.replace('+', "%20").replace('*', "%2A").replace("%7E", "~"))
        }
        Path::FirstRewritten => {
            Cow::Owned(path.replacen('+', "%20", 1).replacen('*', "%2A", 1).replacen("%7E", "~", 1))
        }
    };
    out.extend_from_slice(text.as_bytes());
}

fn query(out: &mut Vec<u8>, wire: &Wire<'_>, form: Form) {
    let mut separator = false;
    for parameter in wire.parameters.iter().filter(|p| p.origin == Origin::Query) {
        if separator {
            out.push(b'&');
        }
        separator = true;
        if form.raw_keys {
            out.extend_from_slice(parameter.name.as_bytes());
        } else {
            encode::percent(out, parameter.name.as_bytes());
        }
        if !(form.bare_key && parameter.value.is_empty()) {
            out.push(b'=');
            encode::percent(out, parameter.value.as_bytes());
        }
    }
}

fn header(out: &mut Vec<u8>, wire: &Wire<'_>, name: &str, form: Headers) {
    out.extend(name.bytes().map(|b| b.to_ascii_lowercase()));
    out.push(b':');
    let start = out.len();
    encode::header(out, &wire.headers, name, if form == Headers::Spaced { ", " } else { "," });
    if form == Headers::NullForEmpty && out.len() == start {
        out.extend_from_slice(b"null");
    }
    out.push(b'\n');
}

fn string_to_sign(out: &mut Vec<u8>, algorithm: &str, hash: Hash, request: &[u8]) {
    out.extend_from_slice(algorithm.as_bytes());
    out.push(b'\n');
    encode::hex(out, &hash.of(request));
}

/// The forms that make a difference for this request: first those of correct clients.
pub(super) fn forms(request: &Request<'_>) -> Vec<Form> {
    let wire = request.wire;
    let is_v4 = request.signed.scheme.family == Family::Acs4;
    let mut forms = vec![Form::STANDARD];
    let mut vary = |changes: &[fn(Form) -> Form]| {
        let before = forms.len();
        for change in changes {
            for at in 0..before {
                forms.push(change(forms[at]));
            }
        }
    };
    let query = || wire.parameters.iter().filter(|p| p.origin == Origin::Query);
    // A raw name with one of these could pass for several parameters.
    let raw_is_safe = query().all(|p| !p.name.contains(['&', '=', '\n']));
    if raw_is_safe && query().any(|p| !encode::is_plain(p.name)) {
        vary(&[|form| Form { raw_keys: true, ..form }]);
    }
    let written = |form| {
        let mut out = Vec::new();
        path(&mut out, wire.path, form);
        out
    };
    let rewritten = written(Path::Rewritten);
    if written(Path::FirstRewritten) != rewritten {
        vary(&[
            |form| Form { path: Path::Rewritten, ..form },
            |form| Form { path: Path::FirstRewritten, ..form },
        ]);
    } else if rewritten != written(Path::AsSent) {
        vary(&[|form| Form { path: Path::Rewritten, ..form }]);
    }
    if is_v4 && query().any(|p| p.value.is_empty()) {
        vary(&[|form| Form { bare_key: true, ..form }]);
    }
    let values = |name: &str| {
        let all = || wire.headers.values(name);
        (all().count(), all().all(<[u8]>::is_empty))
    };
    let names = || request.signed_headers.split(';');
    if names().any(|name| values(name).0 > 1) {
        vary(&[|form| Form { headers: Headers::Spaced, ..form }]);
    } else if names().any(|name| values(name) == (1, true)) {
        vary(&[|form| Form { headers: Headers::NullForEmpty, ..form }]);
    }
    if request.wrong_body_hash.is_some() {
        vary(&[|form| Form { quirk: Some(Quirk::BodyHashMismatch), ..form }]);
    } else if is_v4 {
        vary(&[|form| Form { quirk: Some(Quirk::NodeV4LossyKey), ..form }]);
    }
    forms
}

/// Writes the first two stages.
pub(super) fn write(form: Form, signed: &Signed<'_>, wire: &Wire<'_>, stages: &mut Stages) {
    Request::new(signed, wire).write(form, stages);
}

/// The key: the secret as it is, or what V4 derives from it.
pub(super) fn key(signed: &Signed<'_>, hash: Hash, secret: &str, quirk: Option<Quirk>) -> HmacKey {
    match &signed.scope {
        Some(scope) => acs4::key(hash, secret, scope, quirk),
        None => HmacKey::new(hash, &[secret.as_bytes()]),
    }
}

pub(super) fn verify(
    signed: &Signed<'_>,
    wire: &Wire<'_>,
    secret: &Secret<'_>,
    kept: &OnceLock<HmacKey>,
) -> Result<Variant, Mismatch> {
    let request = Request::new(signed, wire);
    let check_with = |quirk| check(signed.scheme.mac, secret, |h, s| key(signed, h, s, quirk));
    let regular = check(signed.scheme.mac, secret, |hash, secret| {
        let key = || key(signed, hash, secret, None);
        match (signed.scheme.family, hash) {
            (Family::Acs3, Hash::Sha256) => kept.get_or_init(key).clone(),
            _ => key(),
        }
    });
    let accepts = |form: Form, text: &[u8]| match form.quirk {
        // The body is not the one whose hash was announced, so no correct form can be right.
        None if request.wrong_body_hash.is_some() => false,
        Some(quirk @ Quirk::NodeV4LossyKey) => {
            check_with(Some(quirk)).accepts(signed.signature, Spelling::Hex, text)
        }
        _ => regular.accepts(signed.signature, Spelling::Hex, text),
    };
    let others = iter::once_with(|| forms(&request)).flatten().skip(1);
    first_match(
        signed,
        iter::once(Form::STANDARD).chain(others),
        Variant::Acs,
        |form, stages| request.write(form, stages),
        accepts,
    )
}

#[cfg(test)]
mod tests;
