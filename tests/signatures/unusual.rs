//! What is unusual about a right signature is named: of every captured request, and of those made for it.
//!
//! truth: observed (the captured requests of published clients).

use std::collections::BTreeSet;

use localyun::sign::{
    self, Claim, Family, Secret, Variant,
    explain::{Known, Verdict, explain, unusual},
    hash::{Hash, HmacKey},
    time::Clocks,
};

use super::vectors::{Request, Vector, vectors};

/// The names that a phrase of a form, as `expect.variant` has it, leads to.
const FORMS: [(&str, &str); 15] = [
    ("empties dropped", "empty-values-unsigned"),
    ("json top level", "json-fields-signed"),
    ("RegionId of the form", "region-of-query-unsigned"),
    ("QUIRK space signed", "plus-for-space-in-string-to-sign"),
    ("QUIRK body hash", "body-hash-mismatch"),
    ("QUIRK derived keys", "node-v4-lossy-key"),
    ("path as sent", "path-signed-encoded"),
    ("empty value as k,", "empty-value-without-equals-sign"),
    ("empty value as bare key", "empty-value-without-equals-sign"),
    ("missing Accept as undefined", "accept-undefined"),
    ("path with + * %7E rewritten", "path-rewritten"),
    ("path with FIRST", "path-rewritten-once"),
    ("keys raw", "names-unencoded"),
    ("empty header as null", "empty-header-null"),
    ("joined with a space", "header-values-spaced"),
];

fn names(vector: &Vector, request: &Request, clocks: Option<Clocks>) -> BTreeSet<&'static str> {
    let wire = request.wire();
    let id = vector.key_id.as_deref().unwrap_or_default();
    let key = vector.key();
    let keys = [Known { id, secret: key.secret() }];
    unusual(&wire, &keys, clocks).iter().map(|it| it.name).collect()
}

#[test]
fn every_accepted_request_is_explained_and_its_unusual_parts_named() {
    let (mut explained, mut seen) = (0, BTreeSet::new());
    for vector in vectors() {
        let request = vector.request();
        let wire = request.wire();
        let Ok(Claim::Signed(signed)) = sign::claim(&wire) else { continue };
        explained += 1;
        let found = names(vector, &request, None);
        seen.extend(found.iter().copied());
        let variant = format!("{},", vector.expect.variant.as_deref().unwrap_or_default());
        for (_, name) in FORMS {
            let mut phrases = FORMS.iter().filter(|(_, of)| *of == name);
            let wanted = phrases.any(|(phrase, _)| variant.contains(phrase));
            assert_eq!(wanted, found.contains(name), "{} {name}: {variant}", vector.name);
        }
        let listed: Vec<_> = signed.signed_headers.split(';').collect();
        let acs = matches!(signed.scheme.family, Family::Acs3 | Family::Acs4);
        for (name, wanted) in [
            ("empty-path", wire.path.is_empty()),
            ("unsigned-host", acs && !listed.contains(&"host")),
            ("signed-headers-unsorted", acs && !listed.is_sorted()),
            ("no-nonce", signed.nonce.is_none()),
            (
                "upper-case-signature",
                acs && signed.signature.bytes().any(|b| b.is_ascii_uppercase()),
            ),
        ] {
            assert_eq!(found.contains(name), wanted, "{} {name}", vector.name);
        }
        // It says nothing where there is nothing to say, and text says all.
        let id = vector.key_id.as_deref().unwrap();
        let key = vector.key();
        let keys = [Known { id, secret: key.secret() }];
        let mut explanation = explain(&wire, &keys, None);
        assert!(matches!(explanation.verdict, Verdict::Match | Verdict::Quirk), "{}", vector.name);
        explanation.unusual = unusual(&wire, &keys, None);
        let text = explanation.to_string();
        assert!(explanation.unusual.iter().all(|it| text.contains(&it.text)), "{text}");
    }
    assert!(explained >= 150, "{explained}");
    // Those that a captured request would show only by chance are in `words` of the explainer.
    let uncaptured = ["accept-undefined", "empty-header-null", "header-values-spaced"];
    for (_, name) in FORMS {
        assert_eq!(!seen.contains(name), uncaptured.contains(&name), "{name}: {seen:?}");
    }
}

#[test]
fn a_time_and_a_spelling_that_are_accepted_are_named_too() {
    let vector = vectors().iter().find(|it| it.expect.scheme == "acs3-hmac-sha256").unwrap();
    let mut request = vector.request();
    let time = match sign::claim(&request.wire()) {
        Ok(Claim::Signed(signed)) => signed.time,
        _ => panic!("it is signed"),
    };
    for (off, far) in [(0, false), (60_000, false), (61_000, true), (-600_000, true)] {
        let clocks = Clocks { real: time + off, world: time + off };
        assert_eq!(names(vector, &request, Some(clocks)).contains("time-far"), far, "{off}");
        // The nearer clock counts.
        let clocks = Clocks { real: time, world: time + off };
        assert!(!names(vector, &request, Some(clocks)).contains("time-far"));
    }
    let authorization = request.headers.get("authorization").unwrap().to_str().unwrap().to_owned();
    let (start, signature) = authorization.rsplit_once('=').unwrap();
    let upper = format!("{start}={}", signature.to_ascii_uppercase());
    request.headers.insert("authorization", upper.parse().unwrap());
    assert!(names(vector, &request, None).contains("upper-case-signature"));
    // What is not right has no unusual parts: it has mistakes.
    request.headers.insert("authorization", format!("{start}=00").parse().unwrap());
    assert_eq!(names(vector, &request, None), BTreeSet::new());
}

/// A request of the current clients, changed and signed anew with this list of headers.
fn changed(listed: &str, change: impl Fn(&mut Request)) -> BTreeSet<&'static str> {
    let vector = vectors().iter().find(|it| it.expect.scheme == "acs3-hmac-sha256").unwrap();
    let (key, id) = (vector.key(), vector.key_id.as_deref().unwrap());
    let Secret::Hmac(secret) = key.secret() else { panic!("a shared secret") };
    let mut request = vector.request();
    change(&mut request);
    let put = |request: &mut Request, signature: &str| {
        let start = format!("ACS3-HMAC-SHA256 Credential={id},SignedHeaders={listed}");
        let value = format!("{start},Signature={signature}");
        request.headers.insert("authorization", value.parse().unwrap());
    };
    put(&mut request, "00");
    let text = {
        let wire = request.wire();
        let Ok(Claim::Signed(signed)) = sign::claim(&wire) else { panic!("it is signed") };
        sign::stages(&signed, &wire, Variant::standard(Family::Acs3)).string_to_sign
    };
    let signature = HmacKey::new(Hash::Sha256, &[secret.as_bytes()]).sign(&text).hex();
    put(&mut request, &signature);
    names(vector, &request, None)
}

#[test]
fn what_a_list_of_headers_leaves_out_is_named() {
    const ALL: &str =
        "host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version";
    let plain = |request: &mut Request| {
        for name in ["x-acs-credentials-provider", "content-type", "x-acs-security-token"] {
            request.headers.remove(name);
        }
        request.headers.insert("x-acs-signature-nonce", "1".parse().unwrap());
        request.query.clear();
        request.body.clear();
        let nothing = Hash::Sha256.of(b"").hex();
        request.headers.insert("x-acs-content-sha256", nothing.parse().unwrap());
        *request = request.clone().decoded().unwrap();
    };
    assert_eq!(changed(ALL, plain), BTreeSet::new());
    let (first, rest) = ALL.split_once(';').unwrap();
    for (listed, wanted) in [
        (rest.to_owned(), "unsigned-host"),
        (format!("{rest};{first}"), "signed-headers-unsorted"),
        (ALL.replace("host", "Host"), "signed-headers-upper-case"),
        (ALL.replace(";x-acs-version", ""), "signed-headers-incomplete"),
        (ALL.replace("host", "content-type;host"), "signed-header-absent"),
    ] {
        assert_eq!(changed(&listed, plain), BTreeSet::from([wanted]), "{listed}");
    }
    let also = |change: fn(&mut Request)| {
        changed(ALL, |request| {
            plain(request);
            change(request);
        })
    };
    let upper = |request: &mut Request| {
        let hash = Hash::Sha256.of(b"").hex().to_ascii_uppercase();
        request.headers.insert("x-acs-content-sha256", hash.parse().unwrap());
    };
    assert_eq!(also(upper), BTreeSet::from(["upper-case-body-hash"]));
    assert_eq!(also(|request| request.path.clear()), BTreeSet::from(["empty-path"]));
    let bare = |request: &mut Request| {
        request.headers.remove("x-acs-signature-nonce");
        request.headers.remove("x-acs-content-sha256");
    };
    let wanted = ["no-body-hash", "no-nonce", "signed-header-absent"];
    assert_eq!(also(bare), BTreeSet::from(wanted));
    let typed = |request: &mut Request| {
        request.body = b"a=b".to_vec();
        request
            .headers
            .insert("content-type", "application/x-www-form-urlencoded".parse().unwrap());
        let hash = Hash::Sha256.of(b"a=b").hex();
        request.headers.insert("x-acs-content-sha256", hash.parse().unwrap());
    };
    assert_eq!(also(typed), BTreeSet::from(["unsigned-content-type"]));
}
