//! An identity provider: what it publishes, and what it signs.

use std::fs;

use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use rsa::{
    Pkcs1v15Sign, RsaPrivateKey, pkcs8::DecodePrivateKey, sha2::Sha256, traits::PublicKeyParts,
};
use serde_json::json;
use sha2::Digest;

fn key() -> RsaPrivateKey {
    let path = format!("{}/fixtures/signed/private-key.pem", env!("CARGO_MANIFEST_DIR"));
    RsaPrivateKey::from_pkcs8_pem(&fs::read_to_string(path).unwrap()).unwrap()
}

/// The JWK set.
pub(crate) fn public_keys() -> String {
    let key = key();
    let part = |bytes: Vec<u8>| URL_SAFE_NO_PAD.encode(bytes);
    let (n, e) = (part(key.n().to_bytes_be()), part(key.e().to_bytes_be()));
    json!({ "keys": [{ "kty": "RSA", "alg": "RS256", "kid": "1", "n": n, "e": e }] }).to_string()
}

/// A token with these claims, JSON.
pub(crate) fn token(claims: &str) -> String {
    let header = URL_SAFE_NO_PAD.encode(r#"{"typ":"JWT","alg":"RS256","kid":"1"}"#);
    let message = format!("{header}.{}", URL_SAFE_NO_PAD.encode(claims));
    format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature(message.as_bytes())))
}

/// RSA, PKCS #1 v1.5, SHA-256.
fn signature(message: &[u8]) -> Vec<u8> {
    key().sign(Pkcs1v15Sign::new::<Sha256>(), &sha2::Sha256::digest(message)).unwrap()
}

const ASSERTION: &str = "urn:oasis:names:tc:SAML:2.0:assertion";

/// The metadata of a SAML provider, in Base64.
pub(crate) fn metadata() -> String {
    STANDARD.encode(metadata_xml())
}

/// The same, as XML.
pub(crate) fn metadata_xml() -> String {
    let path = format!("{}/fixtures/signed/certificate.pem", env!("CARGO_MANIFEST_DIR"));
    let pem = fs::read_to_string(path).unwrap();
    let certificate: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
    format!(
        r#"<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://idp.example.com"><md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>{certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor></md:IDPSSODescriptor></md:EntityDescriptor>"#
    )
}

/// An assertion that is signed, as XML. What `change` replaces is changed before it is signed.
pub(crate) fn assertion(role: &str, provider: &str, change: &[(&str, &str)]) -> String {
    let mut text = format!(
        r#"<saml:Assertion xmlns:saml="{ASSERTION}" ID="a1" IssueInstant="2026-01-01T00:00:00Z" Version="2.0"><saml:Issuer>https://idp.example.com</saml:Issuer><saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">alice@example.com</saml:NameID><saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData NotOnOrAfter="2026-01-01T01:00:00Z" Recipient="https://signin.aliyun.com/saml-role/sso"></saml:SubjectConfirmationData></saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="2025-12-31T23:59:00Z" NotOnOrAfter="2026-01-01T01:00:00Z"><saml:AudienceRestriction><saml:Audience>urn:alibaba:cloudcomputing</saml:Audience></saml:AudienceRestriction></saml:Conditions><saml:AttributeStatement><saml:Attribute Name="https://www.aliyun.com/SAML-Role/Attributes/RoleSessionName"><saml:AttributeValue>alice</saml:AttributeValue></saml:Attribute><saml:Attribute Name="https://www.aliyun.com/SAML-Role/Attributes/Role"><saml:AttributeValue>{role},{provider}</saml:AttributeValue></saml:Attribute></saml:AttributeStatement></saml:Assertion>"#
    );
    for (from, to) in change {
        assert!(text.contains(from), "{from}");
        text = text.replace(from, to);
    }
    // In canonical form already, as text without odd spaces and with sorted attributes is.
    let digest = STANDARD.encode(sha2::Sha256::digest(&text));
    let id = text.split("ID=\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let info = format!(
        r##"<ds:SignedInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:CanonicalizationMethod Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"></ds:CanonicalizationMethod><ds:SignatureMethod Algorithm="http://www.w3.org/2001/04/xmldsig-more#rsa-sha256"></ds:SignatureMethod><ds:Reference URI="#{id}"><ds:Transforms><ds:Transform Algorithm="http://www.w3.org/2000/09/xmldsig#enveloped-signature"></ds:Transform><ds:Transform Algorithm="http://www.w3.org/2001/10/xml-exc-c14n#"></ds:Transform></ds:Transforms><ds:DigestMethod Algorithm="http://www.w3.org/2001/04/xmlenc#sha256"></ds:DigestMethod><ds:DigestValue>{digest}</ds:DigestValue></ds:Reference></ds:SignedInfo>"##
    );
    let value = STANDARD.encode(signature(info.as_bytes()));
    let info = info.replacen(" xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\"", "", 1);
    let signature = format!(
        r#"<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#">{info}<ds:SignatureValue>{value}</ds:SignatureValue></ds:Signature>"#
    );
    text.replacen("</saml:Assertion>", &format!("{signature}</saml:Assertion>"), 1)
}

/// A response with these assertions, as XML.
pub(crate) fn response(assertions: &str) -> String {
    format!(
        r#"<samlp:Response xmlns:samlp="urn:oasis:names:tc:SAML:2.0:protocol" ID="r1" Version="2.0" IssueInstant="2026-01-01T00:00:00Z"><samlp:Status><samlp:StatusCode Value="urn:oasis:names:tc:SAML:2.0:status:Success"/></samlp:Status>{assertions}</samlp:Response>"#
    )
}

pub(crate) fn encoded(xml: &str) -> String {
    STANDARD.encode(xml)
}
