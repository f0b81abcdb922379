//! An identity provider: what it publishes, and what it signs.

use std::fs;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
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
