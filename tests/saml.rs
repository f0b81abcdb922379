//! Whom a SAML response is believed: only the provider's own, and only what it has signed.

use std::fs;

use actions::saml::{Assertion, Untrusted};
use base64::{Engine, engine::general_purpose::STANDARD};
use localyun::saml::assertion;

use crate::transcripts::provider::{self, encoded, metadata, response};

const ROLE: &str = "acs:ram::1000000000000001:role/sso";
const PROVIDER: &str = "acs:ram::1000000000000001:saml-provider/idp";

fn signed() -> String {
    provider::assertion(ROLE, PROVIDER, &[])
}

fn read(xml: &str) -> Result<Assertion, Untrusted> {
    assertion(&metadata(), &encoded(xml))
}

#[test]
fn what_the_provider_has_signed_is_read() {
    let found = read(&response(&signed())).unwrap();
    assert_eq!(found.issuer, "https://idp.example.com");
    assert_eq!(found.subject, "alice@example.com");
    assert_eq!(found.recipient, "https://signin.aliyun.com/saml-role/sso");
    assert_eq!(found.audiences, ["urn:alibaba:cloudcomputing"]);
    assert_eq!((found.starts.len(), found.ends.len(), found.attributes.len()), (1, 2, 2));
    let role = "https://www.aliyun.com/SAML-Role/Attributes/Role";
    assert_eq!(found.values(role).collect::<Vec<_>>(), [format!("{ROLE},{PROVIDER}")]);
}

/// Each response of `fixtures/saml` is believed as it stands, and not once a letter is changed.
#[test]
fn what_another_implementation_has_signed_is_read() {
    let folder = format!("{}/fixtures/saml", env!("CARGO_MANIFEST_DIR"));
    let pem = |path: String| {
        fs::read_to_string(path)
            .unwrap()
            .lines()
            .filter(|l| !l.starts_with('-'))
            .collect::<String>()
    };
    let rsa = pem(format!("{}/fixtures/signed/certificate.pem", env!("CARGO_MANIFEST_DIR")));
    let ecdsa = pem(format!("{folder}/ecdsa-certificate.pem"));
    let plain = String::from_utf8(STANDARD.decode(metadata()).unwrap()).unwrap();
    let mut seen = 0;
    for file in fs::read_dir(&folder).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_none_or(|e| e != "xml") {
            continue;
        }
        seen += 1;
        let name = path.display();
        let xml = fs::read_to_string(&path).unwrap();
        let certificate = if xml.contains("ecdsa-sha256") { &ecdsa } else { &rsa };
        let metadata = encoded(&plain.replace(&rsa, certificate));
        let found =
            assertion(&metadata, &encoded(&xml)).unwrap_or_else(|e| panic!("{name}: {e:?}"));
        assert_eq!(found.subject, "alice&ä@example.com", "{name}");
        assert_eq!(found.values("department").collect::<Vec<_>>(), ["ops"], "{name}");
        for (from, to) in [
            ("alice", "malice"),
            (">ops<", "> ops<"),
            ("IssueInstant=\"2026-01-01T00:00:00Z\"", "IssueInstant=\"2026-01-01T00:00:01Z\""),
            ("enveloped-signature", "enveloped-signature#"),
        ] {
            let changed = xml.replace(from, to);
            assert_ne!(changed, xml, "{name}: {from}");
            assert_eq!(
                assertion(&metadata, &encoded(&changed)),
                Err(Untrusted::Assertion),
                "{name}: {from}"
            );
        }
    }
    assert_eq!(seen, 5);
}

#[test]
fn whatever_is_changed_after_signing_is_refused() {
    let good = response(&signed());
    for (from, to) in [
        ("alice@example.com", "root@example.com"),
        ("role/sso", "role/admin"),
        ("2026-01-01T01:00:00Z", "2027-01-01T01:00:00Z"),
        ("urn:alibaba:cloudcomputing", "urn:other"),
        ("#a1", "#r1"),
        ("ID=\"a1\"", "ID=\"a2\""),
        ("xmlenc#sha256", "xmlenc#sha512"),
    ] {
        assert!(good.contains(from), "{from}");
        assert_eq!(read(&good.replace(from, to)), Err(Untrusted::Assertion), "{from}");
    }
    // A comment is no part of what is signed, and cuts nothing off either.
    let commented = good.replace("alice@example.com", "alice@example.com<!-- -->.evil");
    assert_eq!(read(&commented), Err(Untrusted::Assertion));
    let split = read(&good.replace("alice@example.com", "alice@<!-- -->example.com")).unwrap();
    assert_eq!(split.subject, "alice@example.com");
}

/// The ways to wrap a signed assertion so that another one is read.
#[test]
fn a_wrapped_assertion_is_refused() {
    let signed = signed();
    let evil =
        signed.replace("ID=\"a1\"", "ID=\"evil\"").replace("alice@example.com", "root@example.com");
    let start = evil.find("<ds:Signature").or_else(|| evil.find("<Signature")).unwrap();
    let end = evil.find("Signature></").or_else(|| evil.find("Signature><")).unwrap();
    let unsigned = format!("{}{}", &evil[..start], &evil[end + "Signature>".len()..]);
    let signature = {
        let start = signed.find("<ds:Signature").or_else(|| signed.find("<Signature")).unwrap();
        let end = signed.find("Signature></").or_else(|| signed.find("Signature><")).unwrap();
        signed[start..end + "Signature>".len()].to_owned()
    };
    let bare = signed.replace(&signature, "");
    let inside = |outer: &str, inner: &str| {
        outer.replacen("</saml:Assertion>", &format!("{inner}</saml:Assertion>"), 1)
    };
    for (name, xml) in [
        ("unsigned", response(&unsigned)),
        ("its signature is of another", response(&evil)),
        ("before the signed one", response(&format!("{unsigned}{signed}"))),
        ("after the signed one", response(&format!("{signed}{unsigned}"))),
        ("around the signed one", response(&inside(&unsigned, &signed))),
        ("inside the signed one", response(&inside(&signed, &unsigned))),
        ("the signature in another", response(&format!("{}{bare}", inside(&unsigned, &signature)))),
        (
            "the signed one in an extension",
            response(&format!("<samlp:Extensions>{signed}</samlp:Extensions>{unsigned}")),
        ),
        (
            "the signed one in the signature",
            response(&inside(
                &unsigned,
                &signature.replace(
                    "</ds:Signature>",
                    &format!("<ds:Object>{bare}</ds:Object></ds:Signature>"),
                ),
            )),
        ),
        ("without a response", signed.clone()),
        ("failed", response(&signed).replace("status:Success", "status:Responder")),
        ("twice", response(&format!("{signed}{signed}"))),
    ] {
        assert_eq!(read(&xml), Err(Untrusted::Assertion), "{name}");
    }
}

#[test]
fn hostile_documents_are_refused() {
    let good = response(&signed());
    let doctype = format!("<!DOCTYPE r [<!ENTITY e \"x\">]>{good}");
    for xml in ["", "<", "<r/>", &doctype, &"<a>".repeat(100_000)] {
        assert_eq!(read(xml), Err(Untrusted::Assertion));
    }
    assert_eq!(assertion(&metadata(), "not base64"), Err(Untrusted::Assertion));
    assert_eq!(assertion(&metadata(), "/w=="), Err(Untrusted::Assertion));
}

#[test]
fn metadata_needs_an_issuer_and_a_certificate() {
    let good = encoded(&response(&signed()));
    for xml in [
        "",
        "<x/>",
        "<EntityDescriptor xmlns=\"urn:oasis:names:tc:SAML:2.0:metadata\" entityID=\"https://idp.example.com\"/>",
    ] {
        assert_eq!(assertion(&encoded(xml), &good), Err(Untrusted::Metadata), "{xml}");
    }
    assert_eq!(assertion("!", &good), Err(Untrusted::Metadata));
    // Of another issuer with the same key.
    let text = String::from_utf8(STANDARD.decode(metadata()).unwrap());
    let other = encoded(&text.unwrap().replace("https://idp.example.com", "https://other"));
    assert_eq!(assertion(&other, &good), Err(Untrusted::Assertion));
}
