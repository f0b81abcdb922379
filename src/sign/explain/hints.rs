//! What can be seen in a request without any trying.

use rsa::traits::PublicKeyParts;

use super::{Known, cut};
use crate::{
    sign::{
        Family, Mac, Secret, Signed,
        acs3::Request,
        hash::{Hash, Spelling},
        roa,
        time::{Clocks, iso},
    },
    wire::Wire,
};

/// What is wrong with a request that lacks a piece of its signature.
pub(super) fn of_incomplete(wire: &Wire<'_>) -> Vec<String> {
    let mut hints = Vec::new();
    let header = wire.header("authorization").unwrap_or_default().trim_end();
    if header.ends_with("Signature=") || wire.parameters.get("Signature") == Some("") {
        hints.push(
            "The signature is there, but empty: the client did not sign, or what it signs with \
             failed. Check that it has a secret, and an algorithm that it knows."
                .to_owned(),
        );
    }
    let times = wire.parameters.get("Timestamp").into_iter().chain(wire.header("x-acs-date"));
    for time in times.filter(|time| iso(time).is_none()) {
        let shown = cut(time);
        hints.push(if iso(&format!("{time}Z")).is_some() {
            format!("The time `{shown}` has no `Z` at its end: it must be UTC and say so.")
        } else {
            format!("The time `{shown}` is not of the form `2026-11-21T22:53:41Z`.")
        });
    }
    for name in wire.parameters.iter().map(|p| p.name) {
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

/// What is wrong with the key id that a request names. `meant` is the key that it may mean.
pub(super) fn of_key(
    signed: &Signed<'_>,
    keys: &[Known<'_>],
    meant: Option<&Known<'_>>,
) -> Vec<String> {
    let id = signed.key_id;
    if keys.iter().any(|key| key.id == id) {
        return Vec::new();
    }
    if keys.iter().any(|key| matches!(key.secret, Secret::Hmac(secret) if secret == id)) {
        return vec![
            "The access key id in the request is a secret that the server knows: id and secret are \
             swapped."
                .to_owned(),
        ];
    }
    let Some(Known { id: known, .. }) = meant else {
        if signed.security_token.is_some() && id.starts_with("STS.") {
            return vec![
                "A temporary access key is known by its security token: without the right one the \
                 signature cannot be checked."
                    .to_owned(),
            ];
        }
        return vec!["The server does not know this access key's id.".to_owned()];
    };
    let what = if id.eq_ignore_ascii_case(known) {
        "is spelt in another case"
    } else if id.contains('%') {
        "is percent-encoded once more than it should be"
    } else if id.contains(['"', '\'', '`']) {
        "has quotes around it"
    } else if id.contains(char::is_whitespace) {
        "has blanks around it"
    } else {
        "has characters around it that do not belong to it"
    };
    let id = cut(id);
    vec![format!("The access key id is {id:?}, which {what}: the server knows `{known}`.")]
}

/// What is wrong with a signature that can be none.
pub(super) fn of_signature(
    signed: &Signed<'_>,
    own: Option<Secret<'_>>,
    ours: Option<&str>,
) -> Option<String> {
    let theirs = signed.signature;
    if let Some(rest) = ours.and_then(|ours| ours.strip_prefix(theirs)) {
        let missing = rest.len();
        return Some(format!(
            "The signature is cut off: its last {missing} characters are missing."
        ));
    }
    let (spelling, name) = match signed.scheme.family.spelling() {
        Spelling::Base64 => (Spelling::Base64, "base64"),
        Spelling::Hex => (Spelling::Hex, "hexadecimal"),
    };
    let bytes = match (signed.scheme.mac, own) {
        (Mac::Hmac(hash), _) => hash.of(b"").len(),
        (Mac::Rsa, Some(Secret::Rsa(key))) => key.size(),
        (Mac::Rsa, _) => return None,
    };
    let what = match spelling.read(theirs) {
        Some(read) if read.len() == bytes => return None,
        Some(read) => format!("which is {name} of {} bytes", read.len()),
        None => format!("which is no {name}"),
    };
    let shown = cut(theirs);
    let scheme = signed.scheme.name;
    Some(format!(
        "The signature is {shown:?}, {what}. One of {scheme} is the {name} of {bytes} bytes."
    ))
}

/// What is striking in a signed request.
pub(super) fn of_signed(
    signed: &Signed<'_>,
    wire: &Wire<'_>,
    own: Option<Secret<'_>>,
    now: Option<Clocks>,
) -> Vec<String> {
    let mut hints = Vec::new();
    match signed.scheme.family {
        Family::Acs3 | Family::Acs4 => acs(&mut hints, signed, wire),
        Family::Roa => body_md5(&mut hints, wire),
        Family::Rpc => {}
    }
    hints.extend(of_body(wire, Some(signed.scheme.family)));
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
    hints.extend(now.and_then(|now| now.refuse(signed.time)));
    hints
}

fn acs(hints: &mut Vec<String>, signed: &Signed<'_>, wire: &Wire<'_>) {
    let request = Request::new(signed, wire);
    if let Some(announced) = request.wrong_body_hash {
        let hash = signed.scheme.mac.hash();
        let (announced, body) = (cut(announced), &request.body_hash);
        let same_json = || as_other_json(wire.body).iter().any(|it| hash.of(it).hex() == announced);
        let because = if announced.eq_ignore_ascii_case(&hash.of(b"").hex()) {
            " It is the hash of an empty body."
        } else if [Hash::Sha1, Hash::Sha256, Hash::Sm3]
            .iter()
            .any(|other| announced.eq_ignore_ascii_case(&other.of(wire.body).hex()))
        {
            " It is another hash of the same body."
        } else if hash.of_parts([wire.body, b"\n"]).hex() == announced
            || hash.of(&without_line_feeds(wire.body)).hex() == announced
        {
            " It is that of the same body but for line feeds: `curl -d @FILE` leaves them out, \
             `--data-binary @FILE` does not."
        } else if same_json() {
            " It is that of the same JSON, written with other blanks: hash the text that is sent."
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

fn without_line_feeds(body: &[u8]) -> Vec<u8> {
    body.iter().copied().filter(|byte| !matches!(byte, b'\r' | b'\n')).collect()
}

/// The JSON of a body without blanks, and with one after each comma and each colon.
fn as_other_json(body: &[u8]) -> [Vec<u8>; 2] {
    let (mut compact, mut spaced) = (Vec::new(), Vec::new());
    let (mut quoted, mut escaped) = (false, false);
    for &byte in body {
        if !quoted && byte.is_ascii_whitespace() {
            continue;
        }
        compact.push(byte);
        spaced.push(byte);
        match byte {
            b',' | b':' if !quoted => spaced.push(b' '),
            b'"' if !escaped => quoted = !quoted,
            _ => {}
        }
        escaped = quoted && byte == b'\\' && !escaped;
    }
    [compact, spaced]
}

fn body_md5(hints: &mut Vec<String>, wire: &Wire<'_>) {
    let ours = roa::content_md5(wire.body);
    if let Some(theirs) = wire.header("content-md5").filter(|it| !it.is_empty() && *it != ours) {
        let theirs = cut(theirs);
        hints.push(format!("Content-MD5 is {theirs}, but that of the body is {ours}."));
    }
}

/// Whether the body of a request is read.
pub(super) fn of_body(wire: &Wire<'_>, family: Option<Family>) -> Option<String> {
    if wire.body.trim_ascii().is_empty() || wire.is_form() {
        return None;
    }
    let kind = wire.header("content-type").unwrap_or_default();
    let is_json = kind.get(..16).is_some_and(|it| it.eq_ignore_ascii_case("application/json"));
    let shown = cut(kind);
    if family == Some(Family::Rpc) {
        let what = if is_json { "The body is JSON. " } else { "" };
        return Some(format!(
            "{what}The body is of the type `{shown}`: an RPC signature of version 1 covers only \
             fields of application/x-www-form-urlencoded, and no others are read. Send the \
             parameters in the query or as a form."
        ));
    }
    // A path of a ROA call may take a body of any type.
    let is_like_parameters = wire.body.trim_ascii_start().starts_with(b"{")
        || wire.body.iter().take(256).any(|&b| b == b'=');
    (!is_json && is_like_parameters).then(|| {
        format!(
            "The body is not read, as its Content-Type is `{shown}`: parameters are read from \
             application/x-www-form-urlencoded and application/json only."
        )
    })
}
