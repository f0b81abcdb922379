//! What is unusual about a signature that is right: each is accepted here, as the cloud does, and is one way in which a
//! client differs from most.

use serde::Serialize;

use super::Known;
use crate::{
    sign::{
        Claim, Family, Reason, Signed, Variant, acs3, claim,
        hash::Spelling,
        rpc,
        time::{Clocks, write_iso},
        verify,
    },
    wire::Wire,
};

/// From how many milliseconds on the time of a request is far from the clock.
const FAR: u64 = 60 * 1000;

/// Something unusual.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unusual {
    /// Its name: `unsigned-host`.
    pub name: &'static str,
    /// What it is, as a sentence.
    pub text: String,
}

fn is(name: &'static str, text: impl Into<String>) -> Unusual {
    Unusual { name, text: text.into() }
}

/// What is unusual about a request whose signature is right, or that of a client's known mistake; nothing about any
/// other. `clocks` are what the server's clocks said when it came, where its time matters.
#[must_use]
pub fn unusual(wire: &Wire<'_>, keys: &[Known<'_>], clocks: Option<Clocks>) -> Vec<Unusual> {
    let Ok(Claim::Signed(signed)) = claim(wire) else { return Vec::new() };
    let Some(key) = keys.iter().find(|key| key.id == signed.key_id) else { return Vec::new() };
    let variant = match verify(&signed, wire, &key.secret) {
        Ok(variant) => variant,
        Err(mismatch) => match mismatch.reason {
            Reason::Quirk(variant) => variant,
            Reason::Signature | Reason::BodyMd5(_) => return Vec::new(),
        },
    };
    let mut all = of_form(variant);
    if wire.path.is_empty() {
        all.push(is("empty-path", "The request line has no path; it is signed and read as `/`."));
    }
    if signed.scheme.family.spelling() == Spelling::Hex && has_capital(signed.signature) {
        all.push(is(
            "upper-case-signature",
            "The signature is upper-case hex; most clients write lower-case.",
        ));
    }
    match signed.scheme.family {
        Family::Acs3 | Family::Acs4 => of_acs(&mut all, &signed, wire),
        Family::Roa => of_roa(&mut all, wire),
        Family::Rpc => {}
    }
    if signed.nonce.is_none() {
        all.push(is(
            "no-nonce",
            "The request has no nonce, so a copy of it is accepted as long as its time is.",
        ));
    }
    all.extend(clocks.and_then(|clocks| of_time(&signed, clocks)));
    all
}

fn has_capital(text: &str) -> bool {
    text.bytes().any(|b| b.is_ascii_uppercase())
}

/// What the form of the canonical request differs in.
fn of_form(variant: Variant) -> Vec<Unusual> {
    let mut all = Vec::new();
    if let Some(quirk) = variant.quirk() {
        all.push(is(quirk.name(), quirk.explanation()));
    }
    let bare_key = || {
        is(
            "empty-value-without-equals-sign",
            "Parameters with an empty value are signed without their `=`.",
        )
    };
    match variant {
        Variant::Rpc(form) => match form {
            rpc::Form::Standard | rpc::Form::PlusForSpace => {}
            rpc::Form::EmptiesDropped => all.push(is(
                "empty-values-unsigned",
                "Parameters with an empty value are not signed, so the call is answered as if they were not there.",
            )),
            rpc::Form::JsonTopLevel => all.push(is(
                "json-fields-signed",
                "The fields of the JSON body are signed as parameters, and read as such.",
            )),
            rpc::Form::OneRegion => all.push(is(
                "region-of-query-unsigned",
                "`RegionId` is in the query and in the form, and that of the query is not signed: the call is for that of the form.",
            )),
        },
        Variant::Roa(form) => {
            if form.path_as_sent {
                all.push(is("path-signed-encoded", "The path is signed as it was sent, not decoded."));
            }
            if form.bare_key {
                all.push(bare_key());
            }
            if form.undefined_accept {
                all.push(is("accept-undefined", "There is no Accept header, and the word `undefined` is signed in its place."));
            }
        }
        Variant::Acs(form) => {
            match form.path {
                acs3::Path::AsSent => {}
                acs3::Path::Rewritten => all.push(is(
                    "path-rewritten",
                    "`+`, `*` and `%7E` in the path are signed as `%20`, `%2A` and `~`.",
                )),
                acs3::Path::FirstRewritten => all.push(is(
                    "path-rewritten-once",
                    "The first `+`, `*` and `%7E` in the path are signed as `%20`, `%2A` and `~`, the others as sent.",
                )),
            }
            if form.raw_keys {
                all.push(is("names-unencoded", "The names of parameters in the query are signed unencoded."));
            }
            if form.bare_key {
                all.push(bare_key());
            }
            match form.headers {
                acs3::Headers::Plain => {}
                acs3::Headers::NullForEmpty => {
                    all.push(is("empty-header-null", "An empty header is signed as the word `null`."));
                }
                acs3::Headers::Spaced => {
                    all.push(is("header-values-spaced", "Several values of a header are signed joined with `, `."));
                }
            }
        }
    }
    all
}

/// The list of signed headers, and what it leaves out.
fn of_acs(all: &mut Vec<Unusual>, signed: &Signed<'_>, wire: &Wire<'_>) {
    let listed: Vec<&str> = signed.signed_headers.split(';').collect();
    let is_listed = |name: &str| listed.iter().any(|it| it.eq_ignore_ascii_case(name));
    if !listed.is_sorted_by_key(|it| it.to_ascii_lowercase()) {
        all.push(is(
            "signed-headers-unsorted",
            "SignedHeaders is not sorted; it is signed in the order of the list.",
        ));
    }
    if has_capital(signed.signed_headers) {
        all.push(is(
            "signed-headers-upper-case",
            "SignedHeaders has capitals; the names are signed in lower case.",
        ));
    }
    let mut missing: Vec<_> = wire.headers.under("x-acs-").filter(|it| !is_listed(it)).collect();
    missing.sort_unstable();
    missing.dedup();
    if !missing.is_empty() {
        all.push(is(
            "signed-headers-incomplete",
            format!(
                "SignedHeaders does not list {}, which every x-acs- header must be; the signature covers it all the same.",
                missing.join(", ")
            ),
        ));
    }
    let absent: Vec<_> = listed
        .iter()
        .filter(|it| !it.is_empty() && !wire.headers.has(&it.to_ascii_lowercase()))
        .copied()
        .collect();
    if !absent.is_empty() {
        all.push(is(
            "signed-header-absent",
            format!("SignedHeaders lists {}, which the request does not have: an empty value is signed.", absent.join(", ")),
        ));
    }
    if !is_listed("host") {
        all.push(is(
            "unsigned-host",
            "The Host header is not signed, so the same request is accepted at another host.",
        ));
    }
    if !wire.body.is_empty() && !is_listed("content-type") {
        all.push(is(
            "unsigned-content-type",
            "The Content-Type is not signed, so no parameters are read from the body.",
        ));
    }
    let hashes = ["x-acs-content-sha256", "x-acs-content-sm3"];
    match hashes.iter().find_map(|name| wire.header(name).filter(|it| !it.is_empty())) {
        None => all.push(is(
            "no-body-hash",
            "No header announces the hash of the body; it is signed all the same.",
        )),
        Some(hash) if has_capital(hash) => {
            all.push(is(
                "upper-case-body-hash",
                "The hash of the body is announced in upper-case hex.",
            ));
        }
        Some(_) => {}
    }
}

/// What a signature of the first ROA generation leaves out.
fn of_roa(all: &mut Vec<Unusual>, wire: &Wire<'_>) {
    let hashed = wire.header("content-md5").is_some_and(|it| !it.is_empty());
    if !wire.body.is_empty() && !hashed {
        all.push(is(
            "unsigned-body",
            "There is no Content-MD5, so the signature does not cover the body.",
        ));
    }
}

/// A time that is far from the clock, if still accepted.
fn of_time(signed: &Signed<'_>, clocks: Clocks) -> Option<Unusual> {
    let Clocks { real, world } = clocks;
    let nearer =
        if signed.time.abs_diff(world) <= signed.time.abs_diff(real) { world } else { real };
    let off = signed.time.abs_diff(nearer);
    if off <= FAR {
        return None;
    }
    let side = if signed.time > nearer { "ahead of" } else { "behind" };
    let [time, clock] = [signed.time, nearer].map(write_iso);
    Some(is(
        "time-far",
        format!(
            "The time of the request, {time}, is {} s {side} the server's, {clock}; up to 15 minutes are accepted.",
            off / 1000
        ),
    ))
}
