//! An identity provider: what it publishes, and what it signs.

use std::fs;

use base64::{
    Engine,
    engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD},
};
use bergshamra_dsig::{
    DsigContext,
    sign::{EnvelopedSignatureOptions, sign_enveloped_document},
};
use bergshamra_keys::{KeysManager, loader::load_rsa_private_pem};
use jsonwebtoken::{Algorithm, EncodingKey, Header, encode};
use rsa::{
    RsaPrivateKey, pkcs1::EncodeRsaPrivateKey, pkcs8::DecodePrivateKey, traits::PublicKeyParts,
};
use serde_json::{Value, json};

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
    let der = key().to_pkcs1_der().unwrap();
    let mut header = Header::new(Algorithm::RS256);
    header.kid = Some("1".into());
    let claims: Value = serde_json::from_str(claims).unwrap();
    encode(&header, &claims, &EncodingKey::from_rsa_der(der.as_bytes())).unwrap()
}

const ASSERTION: &str = "urn:oasis:names:tc:SAML:2.0:assertion";

/// The metadata of a SAML provider, in Base64.
pub(crate) fn metadata() -> String {
    let path = format!("{}/fixtures/signed/certificate.pem", env!("CARGO_MANIFEST_DIR"));
    let pem = fs::read_to_string(path).unwrap();
    let certificate: String = pem.lines().filter(|line| !line.starts_with('-')).collect();
    STANDARD.encode(format!(
        r#"<md:EntityDescriptor xmlns:md="urn:oasis:names:tc:SAML:2.0:metadata" entityID="https://idp.example.com"><md:IDPSSODescriptor protocolSupportEnumeration="urn:oasis:names:tc:SAML:2.0:protocol"><md:KeyDescriptor use="signing"><ds:KeyInfo xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:X509Data><ds:X509Certificate>{certificate}</ds:X509Certificate></ds:X509Data></ds:KeyInfo></md:KeyDescriptor></md:IDPSSODescriptor></md:EntityDescriptor>"#
    ))
}

/// An assertion that is signed, as XML. What `change` replaces is changed before it is signed.
pub(crate) fn assertion(role: &str, provider: &str, change: &[(&str, &str)]) -> String {
    let mut text = format!(
        r#"<saml:Assertion xmlns:saml="{ASSERTION}" ID="a1" Version="2.0" IssueInstant="2026-01-01T00:00:00Z"><saml:Issuer>https://idp.example.com</saml:Issuer><saml:Subject><saml:NameID Format="urn:oasis:names:tc:SAML:2.0:nameid-format:persistent">alice@example.com</saml:NameID><saml:SubjectConfirmation Method="urn:oasis:names:tc:SAML:2.0:cm:bearer"><saml:SubjectConfirmationData NotOnOrAfter="2026-01-01T01:00:00Z" Recipient="https://signin.aliyun.com/saml-role/sso"/></saml:SubjectConfirmation></saml:Subject><saml:Conditions NotBefore="2025-12-31T23:59:00Z" NotOnOrAfter="2026-01-01T01:00:00Z"><saml:AudienceRestriction><saml:Audience>urn:alibaba:cloudcomputing</saml:Audience></saml:AudienceRestriction></saml:Conditions><saml:AttributeStatement><saml:Attribute Name="https://www.aliyun.com/SAML-Role/Attributes/RoleSessionName"><saml:AttributeValue>alice</saml:AttributeValue></saml:Attribute><saml:Attribute Name="https://www.aliyun.com/SAML-Role/Attributes/Role"><saml:AttributeValue>{role},{provider}</saml:AttributeValue></saml:Attribute></saml:AttributeStatement></saml:Assertion>"#
    );
    for (from, to) in change {
        assert!(text.contains(from), "{from}");
        text = text.replace(from, to);
    }
    let mut keys = KeysManager::new();
    let path = format!("{}/fixtures/signed/private-key.pem", env!("CARGO_MANIFEST_DIR"));
    keys.add_key(load_rsa_private_pem(&fs::read(path).unwrap()).unwrap());
    let mut document = uppsala::parse(&text).unwrap();
    let id = document.get_attribute(document.document_element().unwrap(), "ID").unwrap().to_owned();
    let options = EnvelopedSignatureOptions::new(
        Some(&id),
        "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
        "http://www.w3.org/2001/04/xmlenc#sha256",
        "http://www.w3.org/2001/10/xml-exc-c14n#",
        None,
    );
    sign_enveloped_document(&DsigContext::new(keys), &mut document, options).unwrap();
    document.node_to_xml(document.document_element().unwrap())
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
