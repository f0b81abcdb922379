//! Every mistake is found, and nothing that must not show does.

use std::collections::BTreeSet;

use super::{mistakes::mistakes, *};
use crate::sign::{
    hash::{Hash, Spelling},
    produce::SignedRequest,
};

mod cases;
mod incomplete;
mod large;
mod right;

use cases::{CASES, Spoil, acs3, pe, rpc, sha1};
use right::{NOW, SECRET, right, with_signature, with_wire};

const KEYS: [Known<'_>; 2] = [
    Known { id: "testid", secret: Secret::Hmac(SECRET) },
    Known { id: "other", secret: Secret::Hmac("othersecret") },
];

const CLOCKS: Clocks = Clocks { real: NOW, world: NOW };

fn explained(scheme: &str, spoil: Spoil) -> Explanation {
    let mut right = right(scheme, "nonce");
    let mut signature = spoil(&mut right);
    if scheme.starts_with("rpc-") && right.escaped {
        signature = pe(&signature);
    }
    let request = with_signature(right.request, &signature);
    with_wire(&request, |wire| explain(wire, &KEYS, Some(CLOCKS)))
}

#[test]
fn every_mistake_is_named() {
    for (row, scheme, spoil) in CASES {
        let explanation = explained(scheme, *spoil);
        assert_eq!(explanation.verdict, Verdict::Mismatch, "{row} {scheme}");
        let names: Vec<_> = explanation.mistakes.iter().map(|found| &*found.name).collect();
        assert!(names.contains(row), "{row} {scheme}: {names:?}\n{explanation}");
        assert!(names.len() <= 3, "{row} {scheme}: {names:?}");
        // Those that lead to one text are shown with it once.
        let (shown, all) = (explanation.to_string(), &explanation.mistakes);
        let same = all.windows(2).filter(|it| it[0].string_to_sign == it[1].string_to_sign).count();
        assert!(shown.contains(row) && shown.matches("\nOr: ").count() == same, "{shown}");
        assert_eq!(shown.matches("\nThe mistake: ").count(), all.len() - same, "{shown}");
        assert!(shown.matches("First difference").count() <= all.len() - same, "{shown}");
    }
}

#[test]
fn there_is_a_case_for_every_mistake() {
    let rows: BTreeSet<_> = mistakes().map(|row| row.name).collect();
    let cases: BTreeSet<_> = CASES.iter().map(|case| case.0).collect();
    assert_eq!(rows, cases);
}

#[test]
fn two_mistakes_at_once_are_named_both() {
    let explanation = explained("rpc-v1-hmac-sha1", |r| {
        sha1("s3cret", &format!("POST&%2F&{}", pe(&r.canonical.replace("%2A", "*"))))
    });
    let names: Vec<_> = explanation.mistakes.iter().map(|found| &*found.name).collect();
    assert_eq!(names, ["missing-ampersand + asterisk-unencoded"]);
    assert!(explanation.tries < MAX_TRIES);
}

/// Those that can be made in many ways leave room for the others.
#[test]
fn the_last_two_mistakes_are_found_together() {
    let explanation = explained("acs3-hmac-sha256", |r| {
        let text = r.canonical.replace("\n/\n", "\n/\n?");
        let lines = text.replace("x-acs-version:2019-01-01\n", "x-acs-version: 2019-01-01\n");
        let all = lines.lines().map(|line| match line.split_once(':') {
            Some((name, value)) if !value.starts_with(' ') => format!("{name}: {value}"),
            _ => line.to_owned(),
        });
        acs3(&all.collect::<Vec<_>>().join("\n"))
    });
    let names: Vec<_> = explanation.mistakes.iter().map(|found| &*found.name).collect();
    assert!(names.contains(&"space-after-colon + question-mark"), "{explanation}");
    assert!(explanation.tries < MAX_TRIES && !explanation.capped, "{}", explanation.tries);
}

#[test]
fn the_first_byte_that_differs_is_shown() {
    let explanation = explained("rpc-v1-hmac-sha1", |r| rpc(&r.canonical.replace("%2A", "*")));
    let difference = explanation.mistakes[0].difference.as_ref().unwrap();
    assert_eq!(difference.text, "canonical request");
    let server = &explanation.canonical_request;
    assert_eq!(server.find("%2A"), Some(difference.at));
    assert!(difference.server.contains("%2A") && difference.client.contains("b*~"));
    assert!(explanation.mistakes[0].string_to_sign.contains("b%2A~"));

    let explanation =
        explained("rpc-v1-hmac-sha1", |r| sha1("s3cret&", &r.text.replacen("POST", "GET", 1)));
    let difference = explanation.mistakes[0].difference.as_ref().unwrap();
    assert_eq!((difference.text, difference.at), ("string to sign", 0));

    let explanation = explained("rpc-v1-hmac-sha1", |r| sha1("s3cret", &r.text));
    assert_eq!(explanation.mistakes[0].difference, None);
}

#[test]
fn a_right_signature_is_called_right() {
    for scheme in ["rpc-v1-hmac-sha1", "roa-v1-hmac-sha1", "acs3-hmac-sha256", "acs4-hmac-sm3"] {
        let request = right(scheme, "nonce").request;
        let explanation = with_wire(&request, |wire| explain(wire, &KEYS, Some(CLOCKS)));
        assert_eq!(explanation.verdict, Verdict::Match, "{explanation}");
        assert_eq!(explanation.server_signature, Some(explanation.client_signature.clone()));
        assert_eq!((explanation.hints.len(), explanation.tries), (0, 0), "{explanation}");
    }
}

#[test]
fn a_known_mistake_of_a_client_is_called_that() {
    let explanation = explained("rpc-v1-hmac-sha1", |r| rpc(&r.canonical.replace("%20", "+")));
    assert_eq!(explanation.verdict, Verdict::Quirk);
    let shown = explanation.to_string();
    let words = "except for a known client bug: The client signed a space as + where";
    assert!(shown.contains(words), "{shown}");
}

#[test]
fn a_secret_never_shows() {
    for (_, scheme, spoil) in CASES {
        let explanation = explained(scheme, *spoil);
        let json = serde_json::to_string(&explanation).unwrap();
        for shown in [json, explanation.to_string(), format!("{explanation:?}")] {
            assert!(!shown.contains("s3cret") && !shown.contains("othersecret"), "{shown}");
        }
    }
}

#[test]
fn a_key_that_is_not_known_may_be_the_wrong_id() {
    let request = right("acs3-hmac-sha256", "nonce").request;
    let keys = [Known { id: "other", secret: Secret::Hmac(SECRET) }];
    let explanation = with_wire(&request, |wire| explain(wire, &keys, None));
    assert_eq!(explanation.verdict, Verdict::UnknownKey);
    assert_eq!(explanation.server_signature, None);
    assert_eq!(explanation.mistakes[0].name, "wrong-secret");
    assert_eq!(
        explanation.mistakes[0].detail.as_deref(),
        Some("It is the secret of the key other.")
    );
}

#[test]
fn an_rsa_signature_is_explained_as_well() {
    use rsa::{RsaPrivateKey, pkcs8::DecodePrivateKey};
    let pem = include_str!("../../../fixtures/signed/private-key.pem");
    let private = RsaPrivateKey::from_pkcs8_pem(pem).unwrap();
    let public = private.to_public_key();
    let right = right("rpc-v1-hmac-sha1", "nonce");
    let text = right.text.replace("HMAC-SHA1", "SHA256withRSA").replace("POST", "GET");
    let signature = crate::sign::hash::sign_rsa(&private, text.as_bytes()).unwrap();
    let mut request = with_signature(right.request, &pe(&Spelling::Base64.write(&signature)));
    request.target = request.target.replace("HMAC-SHA1", "SHA256withRSA");
    let secret = Secret::Rsa(&public);
    let explained = |request: &SignedRequest, secret| {
        with_wire(request, |wire| explain(wire, &[Known { id: "testid", secret }], None))
    };
    assert_eq!(explained(&request, secret).mistakes[0].name, "wrong-method");

    let request = with_signature(request, "bm9uc2Vuc2U%3D");
    let nonsense = explained(&request, secret);
    assert_eq!((nonsense.verdict, nonsense.mistakes.len()), (Verdict::Mismatch, 0));
    let wrong_kind = explained(&request, Secret::Hmac(SECRET));
    assert!(wrong_kind.hints[0].contains("private key"), "{wrong_kind}");
}

fn spoilt(scheme: &str, spoil: impl FnOnce(&mut SignedRequest)) -> Explanation {
    let mut request = right(scheme, "nonce").request;
    spoil(&mut request);
    with_wire(&request, |wire| explain(wire, &KEYS, Some(CLOCKS)))
}

#[test]
fn what_can_be_seen_is_told() {
    let add = |name: &str, value: &str| {
        let header = (name.to_owned(), value.to_owned());
        move |request: &mut SignedRequest| request.headers.push(header)
    };
    let has = |explanation: &Explanation, words: &str| {
        assert!(explanation.hints.iter().any(|hint| hint.contains(words)), "{explanation}");
    };
    let body = spoilt("acs3-hmac-sha256", |request| request.body.clear());
    has(&body, "announces the body hash");
    let unlisted = spoilt("acs3-hmac-sha256", add("x-acs-late", "1"));
    has(&unlisted, "header x-acs-late is sent, but SignedHeaders does not list it");
    assert_eq!(unlisted.mistakes[0].name, "header-left-out");
    let absent = spoilt("acs3-hmac-sha256", |r| r.headers.retain(|(name, _)| name != "host"));
    has(&absent, "lists host, but there is no such header");
    has(&spoilt("roa-v1-hmac-sha1", |request| request.body.clear()), "Content-MD5 is");
    let untyped =
        spoilt("rpc-v1-hmac-sha1", |r| r.headers.retain(|(name, _)| name != "content-type"));
    has(&untyped, "The body is of the type ``");
    assert_eq!(untyped.mistakes[0].name, "body-included");
    let missing = spoilt("rpc-v1-hmac-sha1", |request| {
        request.target = request.target.replace("AccessKeyId=testid", "AccessKeyId=STS.testid");
    });
    has(&missing, "security token is missing");
    has(&missing, "does not know this access key");
    let with_a_wrong_one = spoilt("rpc-v1-hmac-sha1", |request| {
        let id = "AccessKeyId=STS.testid&SecurityToken=x";
        request.target = request.target.replace("AccessKeyId=testid", id);
    });
    has(&with_a_wrong_one, "A temporary access key is known by its security token");
}

/// A signature that can be none, and one that is cut off.
#[test]
fn what_is_no_signature_at_all_is_told() {
    let hints = |signature: &str| explained_signature(signature).hints.concat();
    let url = hints("http%3A%2F%2Fexample.com%2F");
    assert!(url.contains("\"http://example.com/\", which is no base64"), "{url}");
    let short = hints("bm9uc2Vuc2U%3D");
    assert!(short.contains("which is base64 of 8 bytes"), "{short}");
    assert!(short.contains("is the base64 of 20 bytes"), "{short}");
    let right = right("rpc-v1-hmac-sha1", "nonce").text;
    let cut = hints(&pe(&sha1("s3cret&", &right)[..20]));
    assert!(cut.contains("its last 8 characters are missing"), "{cut}");
    let request = right_acs3("0123");
    assert!(request.hints.concat().contains("is the hexadecimal of 32 bytes"), "{request}");
}

fn explained_signature(signature: &str) -> Explanation {
    let request = with_signature(right("rpc-v1-hmac-sha1", "nonce").request, signature);
    with_wire(&request, |wire| explain(wire, &KEYS, Some(CLOCKS)))
}

fn right_acs3(signature: &str) -> Explanation {
    let request = with_signature(right("acs3-hmac-sha256", "nonce").request, signature);
    with_wire(&request, |wire| explain(wire, &KEYS, Some(CLOCKS)))
}

/// The key that is meant is named, and the signature is checked with its secret.
#[test]
fn a_key_id_with_something_around_it_is_told() {
    for (id, what) in [
        ("%20testid", "has blanks around it"),
        ("testid%0A", "has blanks around it"),
        ("%22testid%22", "has quotes around it"),
        ("TestId", "is spelt in another case"),
        ("%2520testid", "is percent-encoded once more"),
    ] {
        let explanation = spoilt("rpc-v1-hmac-sha1", |request| {
            let parameters = format!("AccessKeyId={id}&");
            request.target = request.target.replace("AccessKeyId=testid&", &parameters);
        });
        assert_eq!(explanation.verdict, Verdict::UnknownKey, "{id}");
        let hint = explanation.hints.concat();
        assert!(hint.contains(what) && hint.contains("the server knows `testid`"), "{id}: {hint}");
        assert!(explanation.server_signature.is_some(), "{id}");
    }
    let swapped = spoilt("rpc-v1-hmac-sha1", |request| {
        request.target = request.target.replace("AccessKeyId=testid", "AccessKeyId=othersecret");
    });
    assert!(swapped.hints.concat().contains("id and secret are swapped"), "{swapped}");
    assert!(!swapped.to_string().contains("othersecret"), "{swapped}");
}

/// A body that no parameters are read from.
#[test]
fn a_body_that_is_not_read_is_told() {
    let of = |scheme, kind: &'static str, body: &'static [u8]| {
        let explanation = spoilt(scheme, |request| {
            request.body = body.to_vec();
            for (_, value) in request.headers.iter_mut().filter(|(n, _)| n == "content-type") {
                *value = kind.to_owned();
            }
        });
        explanation.hints.concat()
    };
    let json = of("rpc-v1-hmac-sha1", "application/json", b"{\"a\":1}");
    assert!(json.contains("The body is JSON"), "{json}");
    let plain = of("acs3-hmac-sha256", "text/plain", b"a=1");
    assert!(plain.contains("The body is not read, as its Content-Type is `text/plain`"), "{plain}");
    assert!(!of("acs3-hmac-sha256", "application/json", b"{}").contains("not read"));
}

/// What was hashed is not what was sent, and can be told from it.
#[test]
fn the_body_that_was_hashed_is_known() {
    let of = |sent: &str, hashed: &str| {
        let hash = Hash::Sha256.of(hashed.as_bytes()).hex();
        let mut request = right("acs3-hmac-sha256", "nonce").request;
        request.body = sent.as_bytes().to_vec();
        for (_, value) in request.headers.iter_mut().filter(|(n, _)| n == "x-acs-content-sha256") {
            value.clone_from(&hash);
        }
        // What the signature is made of is another matter.
        let explanation = with_wire(&request, |wire| explain_within(0, wire, &KEYS, None));
        explanation.hints.concat()
    };
    let json = r#"{"a": "x, \"y\": z", "b": [1, 2]}"#;
    let compact = r#"{"a":"x, \"y\": z","b":[1,2]}"#;
    for (sent, hashed, words) in [
        (compact, json, "the same JSON, written with other blanks"),
        (json, compact, "the same JSON, written with other blanks"),
        ("Form=f", "Form=f\n", "`curl -d @FILE` leaves them out"),
        ("{\n}\n", "{}", "`curl -d @FILE` leaves them out"),
        ("Form=f", "", "It is the hash of an empty body"),
    ] {
        let hint = of(sent, hashed);
        assert!(hint.contains(words), "{sent}: {hint}");
    }
    assert!(of("Form=f", "Form=g").ends_with('.'));
}

#[test]
fn a_signature_that_is_empty_is_told() {
    // alibabacloud-csharp-sdk 40.
    for scheme in ["rpc-v1-hmac-sha1", "acs3-hmac-sha256"] {
        let request = with_signature(right(scheme, "nonce").request, "");
        let explanation = with_wire(&request, |wire| explain(wire, &KEYS, Some(CLOCKS)));
        assert_eq!(explanation.verdict, Verdict::Incomplete, "{scheme}");
        assert!(explanation.to_string().contains("is there, but empty"), "{explanation}");
    }
}

/// What the client says it signed, beside the server's text.
#[test]
fn the_clients_own_text_is_compared() {
    let compared = |scheme: &str, change: fn(&str, &str) -> String| {
        let right = right(scheme, "nonce");
        let mine = change(&right.canonical, &right.text);
        with_wire(&right.request, |wire| compare(wire, &KEYS, mine.as_bytes()).unwrap())
    };
    for scheme in ["rpc-v1-hmac-sha1", "roa-v1-hmac-sha1", "acs3-hmac-sha256"] {
        let same = compared(scheme, |_, text| format!("{text}\n"));
        assert_eq!((same.text, same.difference), ("string to sign", None), "{scheme}");
        assert!(same.conclusion.contains("your secret differs"));
    }
    let logged = compared("acs3-hmac-sha256", |canonical, _| canonical.replace('\n', "\\n"));
    assert_eq!((logged.text, logged.difference), ("canonical request", None));
    let plus = compared("rpc-v1-hmac-sha1", |canonical, _| canonical.replace("%20", "+"));
    let at = plus.difference.unwrap();
    assert!(at.server.contains("%20b") && at.client.contains("a+b"), "{at:?}");
    assert_eq!(at.text, "canonical request");
    let more = compared("rpc-v1-hmac-sha1", |_, text| format!("{text}%26"));
    assert!(more.conclusion.contains("and more"), "{more:?}");
    let less = compared("roa-v1-hmac-sha1", |_, text| text[..text.len() - 3].to_owned());
    assert!(less.conclusion.contains("ends too early"), "{less:?}");
    let hash = compared("acs3-hmac-sha256", |_, text| text.replace('0', "1"));
    assert!(hash.conclusion.contains("compare the canonical requests"), "{hash:?}");
}

/// Neither in the texts nor in what is made of them.
#[test]
fn a_security_token_never_shows() {
    const TOKEN: &str = "CAIS+tok/en with==every~thing*";
    for scheme in ["rpc-v1-hmac-sha1", "roa-v1-hmac-sha1", "acs3-hmac-sha256"] {
        let right = right::with_token(scheme, TOKEN);
        for signature in ["wrong", &pe(&sha1("s3cret", &right.text))] {
            let request = with_signature(right.request.clone(), signature);
            let explanation = with_wire(&request, |wire| {
                let mut explanation = explain(wire, &KEYS, Some(CLOCKS));
                explanation.mine = compare(wire, &KEYS, right.text.as_bytes());
                explanation
            });
            let json = serde_json::to_string(&explanation).unwrap();
            for shown in [json, explanation.to_string()] {
                assert!(shown.contains("(hidden)"), "{scheme}: {shown}");
                for part in ["CAIS", "tok%", "tok/", "every~thing", "every%7"] {
                    assert!(!shown.contains(part), "{scheme}: {part} in {shown}");
                }
            }
        }
    }
}
