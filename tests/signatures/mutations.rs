//! No part of a signed request can be changed by a single field without being refused.
//!
//! What a scheme does not cover is left alone: bodies that are no forms in RPC calls of version
//! 1, bodies without a `Content-MD5` in ROA calls, headers that are not signed, the path of RPC
//! calls of version 1, and empty parameters where the client itself leaves them out.

use hyper::header::{HeaderName, HeaderValue};
use localyun::sign::{self, Claim, Family, Quirk, Secret, Signed, verify};
use rsa::{BigUint, RsaPublicKey, traits::PublicKeyParts};

use super::vectors::{Key, Request, Vector, key_pair, vectors};

/// A changed request, and what was changed.
type Mutation = (String, Request);

#[test]
fn every_single_change_is_refused() {
    let mut count = 0;
    for vector in vectors() {
        let request = vector.request();
        let wire = request.wire();
        let Ok(Claim::Signed(signed)) = sign::claim(&wire) else { continue };
        let key = vector.key();
        let mutations = [
            methods(&request),
            paths(&request, &signed),
            queries(&request, vector),
            bodies(&request, &signed, vector),
            headers(&request, &signed),
            signatures(&request, &signed),
        ];
        for (what, changed) in mutations.into_iter().flatten() {
            let body_changed = changed.body != request.body;
            match outcome(changed, &key.secret()) {
                Outcome::Refused => {}
                // An announced hash that is not the body's is what one client does by mistake.
                Outcome::RefusedAs(Quirk::BodyHashMismatch) if body_changed => {}
                other => panic!("{}: {what}: {other:?}", vector.name),
            }
            count += 1;
        }
    }
    assert!(count > 10_000, "{count}");
}

#[test]
fn every_other_secret_is_refused() {
    let public = &key_pair().public;
    let other = RsaPublicKey::new(public.n() + BigUint::from(2u8), public.e().clone()).unwrap();
    for vector in vectors() {
        let request = vector.request();
        let wire = request.wire();
        let Ok(Claim::Signed(signed)) = sign::claim(&wire) else { continue };
        match vector.key() {
            Key::Pair => assert!(verify(&signed, &wire, &Secret::Rsa(&other)).is_err()),
            Key::Shared(text) => {
                let shorter = &text[..text.len() - 1];
                for wrong in ["", "&", shorter, &format!("{text}x"), &text.to_uppercase()] {
                    if wrong != text {
                        let refusal = verify(&signed, &wire, &Secret::Hmac(wrong)).unwrap_err();
                        assert_eq!(refusal.quirk(), None, "{}: {wrong}", vector.name);
                    }
                }
            }
        }
    }
}

#[derive(Debug)]
enum Outcome {
    Accepted,
    Refused,
    RefusedAs(Quirk),
}

/// What the server makes of it.
fn outcome(request: Request, secret: &Secret<'_>) -> Outcome {
    let Some(request) = request.decoded() else { return Outcome::Refused };
    let wire = request.wire();
    let Ok(Claim::Signed(signed)) = sign::claim(&wire) else { return Outcome::Refused };
    match verify(&signed, &wire, secret) {
        Ok(_) => Outcome::Accepted,
        Err(mismatch) => mismatch.quirk().map_or(Outcome::Refused, Outcome::RefusedAs),
    }
}

fn changed(request: &Request, what: impl Into<String>, f: impl FnOnce(&mut Request)) -> Mutation {
    let mut copy = request.clone();
    f(&mut copy);
    (what.into(), copy)
}

fn methods(request: &Request) -> Vec<Mutation> {
    ["GET", "POST", "PUT", "DELETE", "PATCH", "GETX"]
        .into_iter()
        .filter(|&method| method != request.method)
        .map(|method| changed(request, method, |r| method.clone_into(&mut r.method)))
        .collect()
}

fn paths(request: &Request, signed: &Signed<'_>) -> Vec<Mutation> {
    if signed.scheme.family == Family::Rpc {
        return Vec::new();
    }
    let path = &request.path;
    (1..=path.len())
        .filter(|&at| path.is_char_boundary(at))
        // Within an escape it would be another path only for a server that decodes it.
        .filter(|&at| !path[..at].ends_with('%') && !path[..at - 1].ends_with('%'))
        .map(|at| {
            let other = format!("{}x{}", &path[..at], &path[at..]);
            changed(request, format!("path {other}"), |r| r.path = other)
        })
        .collect()
}

fn queries(request: &Request, vector: &Vector) -> Vec<Mutation> {
    // What the signature does not cover, and is not read.
    let unsigned = vector.expect.variant.as_deref() == Some("query+form, RegionId of the form");
    let of_region =
        ["value of RegionId", "first of RegionId", "value of RegionId emptied", "RegionId removed"];
    fields(&request.query, vector)
        .into_iter()
        .filter(|(what, _)| !(unsigned && of_region.contains(&what.as_str())))
        .map(|(what, query)| changed(request, format!("query: {what}"), |r| r.query = query))
        .collect()
}

/// Every name changed, every value changed, every pair removed.
fn fields(text: &str, vector: &Vector) -> Vec<(String, String)> {
    let drops_empties = vector.expect.variant.as_deref() == Some("query+form, empties dropped");
    let pairs: Vec<_> = text.split('&').filter(|p| !p.is_empty()).collect();
    let mut all = Vec::new();
    for (at, &pair) in pairs.iter().enumerate() {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let mut with = |what: String, replacement: Option<String>| {
            let mut pairs: Vec<_> = pairs.iter().map(|&p| p.to_owned()).collect();
            match replacement {
                Some(pair) => pairs[at] = pair,
                None => drop(pairs.remove(at)),
            }
            all.push((what, pairs.join("&")));
        };
        with(format!("value of {name}"), Some(format!("{name}={value}x")));
        with(format!("first of {name}"), Some(format!("{name}=x{value}")));
        if !value.is_empty() {
            with(format!("value of {name} emptied"), Some(format!("{name}=")));
        }
        if !(drops_empties && value.is_empty()) {
            with(format!("name {name}"), Some(format!("{name}x={value}")));
            with(format!("{name} removed"), None);
        }
        with(format!("{name} joined by another"), Some(format!("{pair}&Other=1")));
    }
    all
}

fn bodies(request: &Request, signed: &Signed<'_>, vector: &Vector) -> Vec<Mutation> {
    let is_form = request.wire().is_form();
    let covered = match signed.scheme.family {
        Family::Acs3 | Family::Acs4 => vector.expect.quirk.as_deref() != Some("body-hash-mismatch"),
        Family::Roa => request.headers.contains_key("content-md5"),
        Family::Rpc => false,
    };
    let mut all = Vec::new();
    if covered {
        for at in 0..request.body.len() {
            all.push(changed(request, format!("byte {at} of the body"), |r| r.body[at] ^= 1));
        }
        all.push(changed(request, "a longer body", |r| r.body.push(b' ')));
    }
    if is_form && (covered || signed.scheme.family == Family::Rpc) {
        let text = std::str::from_utf8(&request.body).unwrap();
        for (what, form) in fields(text, vector) {
            all.push(changed(request, format!("form: {what}"), |r| r.body = form.into_bytes()));
        }
    }
    if vector.expect.variant.as_deref() == Some("query+json top level") {
        let text = std::str::from_utf8(&request.body).unwrap();
        let other = text.replace("ContactName", "ContactNames").into_bytes();
        all.push(changed(request, "name in JSON", |r| r.body = other));
        let other = text.replace("5f20", "5f21").into_bytes();
        all.push(changed(request, "value in JSON", |r| r.body = other));
    }
    all
}

fn headers(request: &Request, signed: &Signed<'_>) -> Vec<Mutation> {
    let is_signed = |name: &str| match signed.scheme.family {
        Family::Rpc => false,
        Family::Roa => {
            name.starts_with("x-acs-")
                || matches!(name, "accept" | "content-md5" | "content-type" | "date")
        }
        Family::Acs3 | Family::Acs4 => signed.signed_headers.split(';').any(|it| it == name),
    };
    let mut all = Vec::new();
    for (name, value) in &request.headers {
        if is_signed(name.as_str()) {
            let mut longer = value.as_bytes().to_vec();
            longer.push(b'x');
            let longer = HeaderValue::from_bytes(&longer).unwrap();
            all.push(changed(request, format!("header {name}"), |r| {
                r.headers.insert(name, longer);
            }));
            all.push(changed(request, format!("header {name} twice"), |r| {
                r.headers.append(name, value.clone());
            }));
            all.push(changed(request, format!("header {name} removed"), |r| {
                r.headers.remove(name);
            }));
        }
    }
    if signed.scheme.family != Family::Rpc {
        let name = HeaderName::from_static("x-acs-other");
        all.push(changed(request, "one more x-acs- header", |r| {
            r.headers.insert(name, HeaderValue::from_static("1"));
        }));
    }
    all
}

/// Every character of the signature, and its length.
fn signatures(request: &Request, signed: &Signed<'_>) -> Vec<Mutation> {
    let signature = signed.signature;
    let is_rsa = signed.scheme.mac == sign::Mac::Rsa;
    let mut others = vec![
        signature[1..].to_owned(),
        signature[..signature.len() - 1].to_owned(),
        format!("{signature}0"),
        String::new(),
    ];
    for (at, old) in signature.char_indices().step_by(if is_rsa { 37 } else { 1 }) {
        let new = if old == '1' { '2' } else { '1' };
        let mut other = signature.to_owned();
        other.replace_range(at..=at, new.encode_utf8(&mut [0; 1]));
        others.push(other);
    }
    others.into_iter().map(|other| with_signature(request, signed, &other)).collect()
}

fn with_signature(request: &Request, signed: &Signed<'_>, other: &str) -> Mutation {
    changed(request, format!("signature {other}"), |r| {
        if signed.scheme.family == Family::Rpc {
            let wire =
                |text: &str| text.replace('+', "%2B").replace('/', "%2F").replace('=', "%3D");
            let old = format!("Signature={}", wire(signed.signature));
            let new = format!("Signature={}", wire(other));
            r.query = r.query.replace(&old, &new);
            r.body = String::from_utf8(r.body.clone()).unwrap().replace(&old, &new).into_bytes();
        } else {
            let old = r.headers["authorization"].to_str().unwrap();
            let new = old.replace(signed.signature, other);
            r.headers.insert("authorization", new.parse().unwrap());
        }
    })
}
