//! Whom a SAML response is believed: only the provider's own, and only what it has signed.

use std::fs;

use actions::ports::documents::{Assertion, Untrusted};
use base64::{Engine, engine::general_purpose::STANDARD};
use localyun::federation::saml::Providers;

use crate::support::{Call, Server};
use crate::transcripts::provider::{self, encoded, metadata, response};

const ROLE: &str = "acs:ram::1000000000000001:role/sso";
const PROVIDER: &str = "acs:ram::1000000000000001:saml-provider/idp";

fn signed() -> String {
    provider::assertion(ROLE, PROVIDER, &[])
}

fn read(xml: &str) -> Result<Assertion, Untrusted> {
    Providers::default().assertion(&metadata(), &encoded(xml))
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
        let found = Providers::default()
            .assertion(&metadata, &encoded(&xml))
            .unwrap_or_else(|e| panic!("{name}: {e:?}"));
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
                Providers::default().assertion(&metadata, &encoded(&changed)),
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
    assert_eq!(
        Providers::default().assertion(&metadata(), "not base64"),
        Err(Untrusted::Assertion)
    );
    assert_eq!(Providers::default().assertion(&metadata(), "/w=="), Err(Untrusted::Assertion));
}

#[test]
fn metadata_needs_an_issuer_and_a_certificate() {
    let good = encoded(&response(&signed()));
    for xml in [
        "",
        "<x/>",
        "<EntityDescriptor xmlns=\"urn:oasis:names:tc:SAML:2.0:metadata\" entityID=\"https://idp.example.com\"/>",
    ] {
        assert_eq!(
            Providers::default().assertion(&encoded(xml), &good),
            Err(Untrusted::Metadata),
            "{xml}"
        );
    }
    assert_eq!(Providers::default().assertion("!", &good), Err(Untrusted::Metadata));
    // Of another issuer with the same key.
    let text = String::from_utf8(STANDARD.decode(metadata()).unwrap());
    let other = encoded(&text.unwrap().replace("https://idp.example.com", "https://other"));
    assert_eq!(Providers::default().assertion(&other, &good), Err(Untrusted::Assertion));
}

#[test]
fn a_provider_is_read_once_and_the_last_ones_are_remembered() {
    let providers = Providers::default();
    let good = encoded(&response(&signed()));
    for _ in 0..2 {
        assert!(providers.assertion(&metadata(), &good).is_ok());
        // Another metadata is another provider, as soon as it is there.
        for n in 0..40 {
            let other = encoded(&format!("<other n='{n}'/>"));
            assert_eq!(providers.assertion(&other, &good), Err(Untrusted::Metadata));
        }
    }
}

fn is_metadata(base64: &str) -> bool {
    Providers::default().is_metadata(base64)
}

/// 512 KB are counted before the document is written in Base64.
#[test]
fn metadata_is_of_512_kb_at_most() {
    const LIMIT: usize = 512 * 1024;
    let server = Server::start();
    let ims = |action: &str| {
        Call::of(action)
            .with(|c| (c.version, c.host) = ("2019-08-15".into(), "ims.aliyuncs.com".into()))
            .form("SAMLProviderName", "idp")
    };
    let create = |document: &str| {
        ims("CreateSAMLProvider").form("EncodedSAMLMetadataDocument", &encoded(document))
    };
    let update = |document: &str| {
        ims("UpdateSAMLProvider").form("NewEncodedSAMLMetadataDocument", &encoded(document))
    };
    let sized = |size: usize| format!("<a>{}</a>", "x".repeat(size - 7));
    for size in [LIMIT + 1, LIMIT + 2, LIMIT + 3, 2 * LIMIT] {
        let code = server.call(&create(&sized(size))).code();
        assert_eq!(code, "InvalidParameter.EncodedSAMLMetadataDocument.Length", "{size}");
    }
    assert_eq!(server.call(&create(&sized(LIMIT))).status, 200);
    let code = server.call(&update(&sized(LIMIT + 1))).code();
    assert_eq!(code, "InvalidParameter.NewEncodedSAMLMetadataDocument.Length");
    // It is still the former, and another of this size takes its place.
    let get = || server.call(&ims("GetSAMLProvider")).json();
    assert_eq!(get()["SAMLProvider"]["EncodedSAMLMetadataDocument"], encoded(&sized(LIMIT)));
    let other = sized(LIMIT).replace("xx", "yy");
    assert_eq!(server.call(&update(&other)).status, 200);
    assert_eq!(get()["SAMLProvider"]["EncodedSAMLMetadataDocument"], encoded(&other));
}

#[test]
fn a_document_is_well_formed_and_takes_linear_time() {
    for good in ["<a/>", "<?xml version=\"1.0\"?><a b='1'>x = y<!-- c --></a>"] {
        assert!(is_metadata(&encoded(good)), "{good}");
    }
    // 100,000 attributes would be compared with one another.
    let attributes: Vec<_> = (0..100_000).map(|n| format!(" a{n}=''")).collect();
    let spaces: Vec<_> = (0..100_000).map(|n| format!(" xmlns:a{n}='u{n}'")).collect();
    let (attributes, spaces) = (attributes.concat(), spaces.concat());
    // So would 6,000 namespaces with the names of 15,000 elements; beside one another they are few for each.
    let level = |level: usize| {
        let spaces = (0..200).map(|n| format!(" xmlns:a{}='u'", level * 200 + n));
        format!("<a{}>", spaces.collect::<String>())
    };
    let levels: String = (0..30).map(level).collect();
    let nested = format!("{levels}{}{}", "<a0:b/>".repeat(15_000), "</a>".repeat(30));
    let beside = format!("<a>{}</a>", "<b:c xmlns:b='u' d='e'/>".repeat(1000));
    assert!(is_metadata(&encoded(&beside)));
    let deep = "<a>".repeat(100) + &"</a>".repeat(100);
    for bad in [
        "",
        "text",
        "<a>",
        "<a></b>",
        "<?xml version=\"1.0\"?>",
        "<a b='1' b='2'/>",
        "<a/><b/>",
        "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
        &format!("<a{attributes}/>"),
        &format!("<a{spaces}/>"),
        &nested,
        &deep,
    ] {
        assert!(!is_metadata(&encoded(bad)), "{}", &bad[..bad.len().min(40)]);
    }
    assert!(!is_metadata("PGEvPg="), "no Base64");
}

/// A response that carries one signature many times costs no more than one.
#[test]
fn signatures_are_not_checked_without_end() {
    let good = response(&signed());
    let start = good.find("<ds:Signature").or_else(|| good.find("<Signature")).unwrap();
    let end = good.find("</saml:Assertion>").unwrap();
    let closing = good[start..end].rfind("Signature>").unwrap() + start + "Signature>".len();
    let many = good[start..closing].repeat(3);
    let bad = format!("{}{many}{}", &good[..start], &good[closing..]);
    assert_eq!(read(&bad), Err(Untrusted::Assertion));
}
