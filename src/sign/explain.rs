//! The signature explainer: what the server signs, what the client signed, and what the client
//! did wrong.
//!
//! A signature says nothing of the text it was made of. But clients make the same few mistakes:
//! so each is made here on purpose, and the one whose signature is the client's is the answer,
//! beyond doubt. Where one mistake is not enough, two are tried. The work is bounded by
//! [`MAX_TRIES`], [`MAX_BYTES`] and [`MAX_BYTES_OF_PAIRS`], and a try costs time in proportion to
//! the request: less where it is long, since what is long in it is encoded once and a text that
//! was signed is not signed again (`text`). The answer is bounded by
//! [`LONGEST`] for each text. Security tokens and
//! secrets are left out of it ([`hidden`]).

use serde::Serialize;

use super::{Claim, Reason, Secret, Variant, claim, stages, time::Clocks, verify};
use crate::wire::Wire;

mod charset;
mod gbk;
pub mod hidden;
mod hints;
mod mine;
mod mistakes;
mod pairs;
mod recipe;
mod render;
mod search;
mod spelling;
#[cfg(test)]
mod tests;
mod text;
mod unusual;
mod words;

pub use charset::undecodable;
use hidden::Hidden;
pub use mine::{Mine, compare};
use search::Search;
pub use unusual::{Unusual, unusual};

/// How many ways to sign are tried for one request with one mistake, and how many more with two.
pub const MAX_TRIES: usize = 30_000;

/// How many bytes are encoded and signed for one request to try single mistakes: a hundred ways and
/// more to sign a form as large as a request may be.
pub const MAX_BYTES: usize = 2 << 30;

/// How many more bytes to try pairs of mistakes.
pub const MAX_BYTES_OF_PAIRS: usize = 32 << 20;

/// How many secrets of other keys are tried.
pub const MAX_KEYS: usize = 64;

/// How many bytes of one text are shown.
pub const LONGEST: usize = 16 << 10;

/// A key that the server knows. Shows nothing of its secret.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// The access key's id.
    pub id: &'a str,
    /// What the server holds for it.
    pub secret: Secret<'a>,
}

/// Everything there is to say of a request's signature. Has no secret in it.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// Whether the signature is right.
    pub verdict: Verdict,
    /// Why the gateway refused the call, in sentences, where it is known; the caller of
    /// [`explain`] fills it.
    pub reasons: Vec<String>,
    /// The code and the message of a request that lacks a piece of its signature.
    pub error: Option<String>,
    /// The scheme: `acs3-hmac-sha256`.
    pub scheme: Option<&'static str>,
    /// The id of the access key.
    pub key_id: Option<String>,
    /// In which form the signature matches, if it does: what the client does otherwise than most.
    /// Empty for the usual form; the client's mistake, if it is a known one.
    pub form: Option<String>,
    /// What is unusual about a signature that is right; the caller of [`explain`] fills it with [`unusual`].
    pub unusual: Vec<Unusual>,
    /// The server's canonical request; for RPC calls of version 1 the joined parameters; empty
    /// for ROA calls of version 1.
    pub canonical_request: String,
    /// The server's string to sign.
    pub string_to_sign: String,
    /// The signature in the request.
    pub client_signature: String,
    /// The server's signature. Absent for RSA, and if the key is not known.
    pub server_signature: Option<String>,
    /// The mistakes that reproduce the client's signature. Any of them does so exactly.
    pub mistakes: Vec<Found>,
    /// What can be seen in the request without any trying.
    pub hints: Vec<String>,
    /// How many ways to sign were tried.
    pub tries: usize,
    /// How many bytes of text were encoded and signed for that.
    pub bytes: usize,
    /// Whether not everything was tried, because of the limits.
    pub capped: bool,
    /// How the client's own text compares; the caller of [`explain`] fills it with [`compare`].
    pub mine: Option<Mine>,
}

/// Whether a signature is right.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// It is.
    Match,
    /// It is the one of a client's known mistake.
    Quirk,
    /// It is not.
    Mismatch,
    /// It is, but the body is not the one whose `Content-MD5` it covers.
    OtherBody,
    /// The server does not know the key.
    UnknownKey,
    /// It lacks a piece, or a piece is malformed.
    Incomplete,
    /// The request has no signature: it is anonymous or has a bearer token.
    Unsigned,
}

/// A mistake that reproduces the signature that the client sent.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Found {
    /// The mistake's name; two, joined with `+`, if it took both.
    pub name: String,
    /// What the client did and what it should do.
    pub advice: String,
    /// What exactly it did.
    pub detail: Option<String>,
    /// The client's string to sign.
    pub string_to_sign: String,
    /// The client's canonical request, where that is not the server's.
    pub canonical_request: Option<String>,
    /// Where the client's text leaves the server's. `None` if both signed the same text.
    pub difference: Option<Difference>,
}

/// The first byte where two texts differ.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// In which of the texts: `canonical request` or `string to sign`.
    pub text: &'static str,
    /// The byte's offset.
    pub at: usize,
    /// The server's text around it.
    pub server: String,
    /// The client's text around it.
    pub client: String,
}

/// Explains the signature of a request.
///
/// `keys` are those that the server knows, the request's own among them. `now` is what the
/// server's clocks say, where it matters.
#[must_use]
pub fn explain(wire: &Wire<'_>, keys: &[Known<'_>], now: Option<Clocks>) -> Explanation {
    explain_within(MAX_BYTES, wire, keys, now)
}

fn explain_within(
    most_bytes: usize,
    wire: &Wire<'_>,
    keys: &[Known<'_>],
    now: Option<Clocks>,
) -> Explanation {
    let signed = match claim(wire) {
        Ok(Claim::Signed(signed)) => signed,
        Ok(Claim::Bearer { .. }) => return unsigned(wire, "The request has a bearer token."),
        Ok(Claim::Anonymous) => {
            return unsigned(wire, "The request has no signature and no token.");
        }
        Err(error) => {
            let mut hints = hints::of_incomplete(wire);
            hints.extend(hints::of_body(wire, None));
            let error = Some(format!("{}: {}", error.code, error.message));
            return Explanation { verdict: Verdict::Incomplete, error, hints, ..nothing() };
        }
    };
    let hidden = Hidden::of(wire, keys);
    let exact = keys.iter().find(|key| key.id == signed.key_id);
    // One that is written almost like it is what the client means.
    let meant = exact.or_else(|| keys.iter().find(|key| is_almost(key.id, signed.key_id)));
    let own = meant.map(|key| key.secret);
    let (verdict, form) = match own.map(|secret| verify(&signed, wire, &secret)) {
        None => (Verdict::UnknownKey, None),
        Some(Ok(variant)) => (Verdict::Match, Some(words::form(variant))),
        Some(Err(mismatch)) => match mismatch.reason {
            Reason::Quirk(variant) => (Verdict::Quirk, Some(words::form(variant))),
            Reason::Signature => (Verdict::Mismatch, None),
            Reason::BodyMd5(_) => (Verdict::OtherBody, None),
        },
    };
    let ours = stages(&signed, wire, Variant::standard(signed.scheme.family));
    let mut search = Search::new(&signed, own, &ours, &hidden, most_bytes);
    let mistakes = match verdict {
        Verdict::Mismatch | Verdict::UnknownKey => search.run(wire, keys),
        _ => Vec::new(),
    };
    let server_signature = own.and_then(|own| search::signature(&signed, wire, own, &ours));
    let mut hints = hints::of_key(&signed, keys, exact.is_none().then_some(meant).flatten());
    if verdict == Verdict::Mismatch && mistakes.is_empty() {
        hints.extend(hints::of_signature(&signed, own, server_signature.as_deref()));
    }
    hints.extend(hints::of_signed(&signed, wire, own, now));
    Explanation {
        verdict: if exact.is_none() { Verdict::UnknownKey } else { verdict },
        scheme: Some(signed.scheme.name),
        key_id: Some(hidden.shown(signed.key_id.as_bytes())),
        form,
        canonical_request: hidden.shown(&ours.canonical_request),
        string_to_sign: hidden.shown(&ours.string_to_sign),
        client_signature: hidden.shown(signed.signature.as_bytes()),
        server_signature,
        mistakes,
        hints: hints.iter().map(|hint| hidden.shown(hint.as_bytes())).collect(),
        tries: search.tries,
        bytes: search.bytes,
        capped: search.capped(),
        ..nothing()
    }
}

/// A key id without what does not belong to it: escapes, blanks and quotes.
#[must_use]
pub fn bare_id(id: &str) -> String {
    let mut text = Vec::new();
    super::encode::unescape_path(&mut text, id);
    let text = String::from_utf8_lossy(&text);
    let outside = |c: char| c.is_whitespace() || "\"'<>;,`\0\u{feff}".contains(c);
    text.trim_matches(outside).to_owned()
}

/// Whether two key ids differ only in what surrounds them, in escapes and in case.
fn is_almost(known: &str, parameters: &str) -> bool {
    bare_id(parameters).eq_ignore_ascii_case(known)
}

fn unsigned(wire: &Wire<'_>, hint: &str) -> Explanation {
    let mut hints = vec![hint.to_owned()];
    hints.extend(hints::of_incomplete(wire));
    hints.extend(hints::of_body(wire, None));
    Explanation { hints, ..nothing() }
}

fn nothing() -> Explanation {
    Explanation {
        verdict: Verdict::Unsigned,
        reasons: Vec::new(),
        error: None,
        scheme: None,
        key_id: None,
        form: None,
        unusual: Vec::new(),
        canonical_request: String::new(),
        string_to_sign: String::new(),
        client_signature: String::new(),
        server_signature: None,
        mistakes: Vec::new(),
        hints: Vec::new(),
        tries: 0,
        bytes: 0,
        capped: false,
        mine: None,
    }
}

/// A text, cut to [`LONGEST`] bytes.
fn cut(text: &str) -> String {
    if text.len() <= LONGEST {
        return text.to_owned();
    }
    let at = (0..=LONGEST).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
    format!("{}… ({} more bytes)", &text[..at], text.len() - at)
}
