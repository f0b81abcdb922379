//! Signatures: every captured request, each stage of it, and every way to spoil it.

mod explain;
mod mutations;
mod round_trips;
mod unusual;
pub(crate) mod vectors;

use localyun::sign::{
    self, Claim, Reason, Secret,
    explain::{Known, Verdict, explain},
    time::Clocks,
    verify,
};
use vectors::{Key, Vector, key_pair, vectors};

#[test]
fn there_are_all_of_them() {
    assert_eq!(vectors().len(), 173);
    let quirks = vectors().iter().filter(|v| v.expect.quirk.is_some()).count();
    assert_eq!(quirks, 5);
}

#[test]
fn every_request_is_recognised() {
    for vector in vectors() {
        let request = vector.request();
        let wire = request.wire();
        let claim = sign::claim(&wire).unwrap_or_else(|e| panic!("{}: {e}", vector.name));
        match (&claim, &vector.expect.scheme) {
            (Claim::Bearer { token }, scheme) => {
                assert!(scheme.ends_with("-bearer"), "{}", vector.name);
                assert_eq!(Some(*token), vector.bearer_token.as_deref(), "{}", vector.name);
            }
            (Claim::Anonymous, scheme) => assert_eq!(scheme, "rpc-anonymous", "{}", vector.name),
            (Claim::Signed(signed), scheme) => {
                assert_eq!(signed.scheme.name, scheme, "{}", vector.name);
                assert_eq!(Some(signed.key_id), vector.key_id.as_deref(), "{}", vector.name);
                let token = signed.security_token;
                assert_eq!(token, vector.security_token.as_deref(), "{}", vector.name);
                // The server's clock when it was captured is the only one that was right.
                let age = (signed.time - vector.at()).abs();
                assert!(age <= 5_000, "{}: {age} ms off", vector.name);
            }
        }
    }
}

#[test]
fn every_stage_is_the_one_of_the_client() {
    for vector in vectors() {
        let request = vector.request();
        let wire = request.wire();
        let Ok(Claim::Signed(signed)) = sign::claim(&wire) else { continue };
        let key = vector.key();
        let expected = vector.expect.variant.as_deref();
        let (variant, quirk) = match verify(&signed, &wire, &key.secret()) {
            Ok(variant) => (variant, None),
            Err(mismatch) => match mismatch.reason {
                Reason::Quirk(variant) => (variant, mismatch.quirk()),
                _ => panic!("{}: {}", vector.name, mismatch.error()),
            },
        };
        assert_eq!(Some(&*variant.to_string()), expected, "{}", vector.name);
        assert_eq!(quirk.map(sign::Quirk::name), vector.expect.quirk.as_deref(), "{}", vector.name);
        let ours = sign::stages(&signed, &wire, variant);
        if let Some(expected) = &vector.expect.canonical_request {
            assert_eq!(text(&ours.canonical_request), *expected, "{}", vector.name);
        }
        let expected = vector.expect.string_to_sign.as_deref();
        assert_eq!(Some(&*text(&ours.string_to_sign)), expected, "{}", vector.name);
    }
}

#[test]
fn a_quirk_is_refused_with_the_text_of_a_correct_client() {
    let find = |name: &str| vectors().iter().find(|v| v.name == name).unwrap();
    let error = |vector: &Vector| {
        let request = vector.request();
        let wire = request.wire();
        let Ok(Claim::Signed(signed)) = sign::claim(&wire) else { panic!("not signed") };
        verify(&signed, &wire, &vector.key().secret()).unwrap_err().error()
    };
    let space = error(find("cred_py_ram_role_arn_space"));
    assert_eq!((space.status, &*space.code), (400, "SignatureDoesNotMatch"));
    assert!(space.message.contains("string to sign is:GET&%2F&"));
    assert!(space.message.contains("%253A%2520%25221"), "{space}");

    let body = error(find("java_v3_roa_post_json_sae"));
    assert!(body.message.starts_with("Specified signature does not match our calculation. "));
    let announced = "x-acs-content-sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca4959";
    assert!(body.message.contains(announced));
    assert!(!body.message.trim_end_matches(']').ends_with("7852b855"), "{body}");
}

#[test]
fn another_body_under_a_right_roa_signature_is_told_by_its_md5() {
    let vector = vectors().iter().find(|v| v.name == "pyold_roa_common_post_json_sae").unwrap();
    let mut request = vector.request();
    request.body.push(b' ');
    let wire = request.wire();
    let Ok(Claim::Signed(signed)) = sign::claim(&wire) else { panic!("not signed") };
    let mismatch = verify(&signed, &wire, &vector.key().secret()).unwrap_err();
    assert_eq!(mismatch.error().code, "ContentMD5NotMatched");
    // Of two mistakes the signature is the one that is told.
    let mismatch = verify(&signed, &wire, &Secret::Hmac("other")).unwrap_err();
    assert_eq!(mismatch.error().code, "SignatureDoesNotMatch");
}

#[test]
fn the_kind_of_key_must_be_that_of_the_scheme() {
    let pair = key_pair();
    for vector in vectors() {
        let request = vector.request();
        let wire = request.wire();
        let Ok(Claim::Signed(signed)) = sign::claim(&wire) else { continue };
        let wrong = match vector.key() {
            Key::Shared(_) => Secret::Rsa(&pair.public),
            Key::Pair => Secret::Hmac("testsecret"),
        };
        let mismatch = verify(&signed, &wire, &wrong).unwrap_err();
        assert_eq!(mismatch.reason, Reason::Signature, "{}", vector.name);
        assert!(mismatch.error().message.contains(':'), "{}", vector.name);
    }
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn the_explainer_knows_every_form_of_every_client() {
    for vector in vectors() {
        let request = vector.request();
        let wire = request.wire();
        let (Some(id), Ok(Claim::Signed(signed))) = (&vector.key_id, sign::claim(&wire)) else {
            continue;
        };
        let key = vector.key();
        let own = [Known { id, secret: key.secret() }];
        let expected = if vector.expect.quirk.is_some() { Verdict::Quirk } else { Verdict::Match };
        let clocks = Clocks { real: vector.at(), world: vector.at() };
        assert_eq!(explain(&wire, &own, Some(clocks)).verdict, expected, "{}", vector.name);
        if signed.scheme.mac == sign::Mac::Rsa {
            continue;
        }
        // The right secret belongs to another key: it is found in whatever form the client signs.
        let mixed_up = [
            Known { id, secret: Secret::Hmac("not this") },
            Known { id: "another", secret: key.secret() },
        ];
        let explanation = explain(&wire, &mixed_up, Some(clocks));
        assert_eq!(explanation.verdict, Verdict::Mismatch, "{}", vector.name);
        assert_eq!(explanation.mistakes[0].name, "wrong-secret", "{}", vector.name);
    }
}

#[test]
fn the_key_pair_is_a_pair() {
    let pair = key_pair();
    assert_eq!(pair.private.to_public_key(), pair.public);
}
