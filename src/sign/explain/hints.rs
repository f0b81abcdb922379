//! What can be seen in a request without any trying.

use super::{Verdict, cut};
use crate::{
    api::decode::Wire,
    sign::{
        Family, Mac, Secret, Signed,
        acs3::Request,
        hash::Hash,
        nonce::WINDOW,
        roa,
        time::{iso, write_iso},
    },
};

/// What is wrong with a request that lacks a piece of its signature.
pub(super) fn of_incomplete(wire: &Wire<'_>) -> Vec<String> {
    let mut hints = Vec::new();
    let times = wire.given.get("Timestamp").into_iter().chain(wire.header("x-acs-date"));
    for time in times.filter(|time| iso(time).is_none()) {
        let shown = cut(time);
        hints.push(if iso(&format!("{time}Z")).is_some() {
            format!("The time `{shown}` has no `Z` at its end: it must be UTC and say so.")
        } else {
            format!("The time `{shown}` is not of the form `2026-11-21T22:53:41Z`.")
        });
    }
    for name in wire.given.iter().map(|p| p.name) {
        let expected = ["AccessKeyId", "Signature", "Timestamp", "SignatureMethod"];
        let expected = expected.into_iter().chain(["SignatureNonce", "Action", "Version"]);
        if let Some(right) =
            expected.into_iter().find(|it| it.eq_ignore_ascii_case(name) && *it != name)
        {
            hints.push(format!("The parameter `{}` must be spelt `{right}`.", cut(name)));
        }
    }
    hints
}

/// What is striking in a signed request.
pub(super) fn of_signed(
    signed: &Signed<'_>,
    wire: &Wire<'_>,
    verdict: Verdict,
    own: Option<Secret<'_>>,
    now: Option<i64>,
) -> Vec<String> {
    let mut hints = Vec::new();
    match signed.scheme.family {
        Family::Acs3 | Family::Acs4 => acs(&mut hints, signed, wire),
        Family::Roa => body_md5(&mut hints, wire),
        Family::Rpc => content_type(&mut hints, wire),
    }
    if verdict == Verdict::UnknownKey {
        hints.push("The server does not know this access key's id.".to_owned());
    }
    match (signed.scheme.mac, own) {
        (Mac::Rsa, Some(Secret::Hmac(_))) => hints.push(
            "The request is signed with a private key; the server has a shared secret.".to_owned(),
        ),
        (Mac::Hmac(_), Some(Secret::Rsa(_))) => hints.push(
            "The request is signed with a shared secret; the server has a public key.".to_owned(),
        ),
        _ => {}
    }
    if signed.key_id.starts_with("STS.") && signed.security_token.is_none() {
        hints.push("The key is a temporary one, and its security token is missing.".to_owned());
    }
    hints.extend(now.and_then(|now| clock(signed.time, now)));
    hints
}

fn acs(hints: &mut Vec<String>, signed: &Signed<'_>, wire: &Wire<'_>) {
    let request = Request::new(signed, wire);
    if let Some(announced) = request.wrong_body_hash {
        let hash = signed.scheme.mac.hash();
        let (announced, body) = (cut(announced), &request.body_hash);
        let because = if announced.eq_ignore_ascii_case(&hash.of(b"").hex()) {
            " It is the hash of an empty body."
        } else if [Hash::Sha1, Hash::Sha256, Hash::Sm3]
            .iter()
            .any(|other| announced.eq_ignore_ascii_case(&other.of(wire.body).hex()))
        {
            " It is another hash of the same body."
        } else {
            ""
        };
        hints.push(format!(
            "The request announces the body hash {announced}, but the body has {body}.{because}"
        ));
    }
    let is_listed = |name: &str| {
        signed.signed_headers.split(';').any(|listed| listed.eq_ignore_ascii_case(name))
    };
    for name in wire.headers.under("x-acs-").filter(|name| !is_listed(name)) {
        hints.push(format!("The header {name} is sent, but SignedHeaders does not list it."));
    }
    for name in signed.signed_headers.split(';') {
        if !wire.headers.has(name) {
            let name = cut(name);
            hints.push(format!("SignedHeaders lists {name}, but there is no such header."));
        }
    }
}

fn body_md5(hints: &mut Vec<String>, wire: &Wire<'_>) {
    let ours = roa::content_md5(wire.body);
    if let Some(theirs) = wire.header("content-md5").filter(|it| !it.is_empty() && *it != ours) {
        let theirs = cut(theirs);
        hints.push(format!("Content-MD5 is {theirs}, but that of the body is {ours}."));
    }
}

fn content_type(hints: &mut Vec<String>, wire: &Wire<'_>) {
    let kind = wire.header("content-type").unwrap_or_default();
    if !wire.body.is_empty() && !wire.is_form() {
        hints.push(format!(
            "The body is of the type `{}`: an RPC signature covers only fields of \
             application/x-www-form-urlencoded.",
            cut(kind)
        ));
    }
}

fn clock(time: i64, now: i64) -> Option<String> {
    const HOUR: i64 = 60 * 60 * 1000;
    let ahead = time.saturating_sub(now);
    if ahead.saturating_abs() <= WINDOW {
        return None;
    }
    let (sent, ours) = (write_iso(time), write_iso(now));
    let rest = ahead.rem_euclid(HOUR / 2);
    let is_zone = ahead.saturating_abs() <= 14 * HOUR && rest.min(HOUR / 2 - rest) <= 60 * 1000;
    let because =
        if is_zone { " This looks like a local time that is passed off as UTC." } else { "" };
    Some(format!("The request's time is {sent}, the server's is {ours}.{because}"))
}
