//! The signature of an OIDC token (RFC 7515, RFC 7517, RFC 7518). What the token says is for the
//! action to judge.

use actions::x509::{Curve, Hash, MessageSignature, PublicKey};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::Deserialize;
use serde_json::{Map, Value};

/// How many keys of a set are tried for a token that names none.
const TRIED: usize = 20;

#[derive(Deserialize)]
struct KeySet {
    keys: Vec<Jwk>,
}

/// A public key as RFC 7517 writes it; what a key of another type has is left aside.
#[derive(Deserialize)]
struct Jwk {
    kty: String,
    kid: Option<String>,
    crv: Option<String>,
    n: Option<String>,
    e: Option<String>,
    x: Option<String>,
    y: Option<String>,
}

impl Jwk {
    /// The key, unless it is of a type that tokens are not checked with: a shared secret (`oct`)
    /// is none, since a key that checks such a signature also makes it.
    fn public(&self) -> Option<PublicKey> {
        let bytes = |field: &Option<String>| URL_SAFE_NO_PAD.decode(field.as_deref()?).ok();
        match (self.kty.as_str(), self.crv.as_deref()) {
            ("RSA", _) => PublicKey::from_rsa_numbers(&bytes(&self.n)?, &bytes(&self.e)?).ok(),
            ("EC", Some(curve)) => {
                let curve = match curve {
                    "P-256" => Curve::P256,
                    "P-384" => Curve::P384,
                    _ => return None,
                };
                PublicKey::from_coordinates(curve, &bytes(&self.x)?, &bytes(&self.y)?).ok()
            }
            _ => None,
        }
    }
}

#[derive(Deserialize)]
struct Header {
    alg: String,
    kid: Option<String>,
}

/// The algorithms that a provider may sign with: those whose keys are public. An ECDSA key is of
/// the curve that goes with the hash (RFC 7518, 3.4).
fn algorithm(name: &str) -> Option<(MessageSignature, Option<Curve>)> {
    Some(match name {
        "RS256" => (MessageSignature::RsaPkcs1(Hash::Sha256), None),
        "RS384" => (MessageSignature::RsaPkcs1(Hash::Sha384), None),
        "RS512" => (MessageSignature::RsaPkcs1(Hash::Sha512), None),
        "PS256" => (MessageSignature::RsaPss(Hash::Sha256), None),
        "PS384" => (MessageSignature::RsaPss(Hash::Sha384), None),
        "PS512" => (MessageSignature::RsaPss(Hash::Sha512), None),
        "ES256" => (MessageSignature::Ecdsa(Hash::Sha256), Some(Curve::P256)),
        "ES384" => (MessageSignature::Ecdsa(Hash::Sha384), Some(Curve::P384)),
        _ => return None,
    })
}

/// Whether `keys` is a JWK set of public keys that tokens can be checked with, and nothing else.
#[must_use]
pub fn is_key_set(keys: &str) -> bool {
    serde_json::from_str::<KeySet>(keys)
        .is_ok_and(|set| !set.keys.is_empty() && set.keys.iter().all(|key| key.public().is_some()))
}

/// What a token claims, if one of `keys`, a JWK set, has signed it.
#[must_use]
pub fn claims(token: &str, keys: &str) -> Option<Map<String, Value>> {
    let (message, signature) = token.rsplit_once('.')?;
    let (header, body) = message.split_once('.')?;
    let header: Header = serde_json::from_slice(&URL_SAFE_NO_PAD.decode(header).ok()?).ok()?;
    let signature = URL_SAFE_NO_PAD.decode(signature).ok()?;
    let (how, curve) = algorithm(&header.alg)?;
    let set: KeySet = serde_json::from_str(keys).ok()?;
    let fits = |key: &PublicKey| match (key, curve) {
        (PublicKey::Ec(of, _), Some(curve)) => *of == curve,
        (PublicKey::Rsa(_), None) => true,
        _ => false,
    };
    set.keys
        .iter()
        .filter(|key| header.kid.is_none() || key.kid == header.kid)
        .take(TRIED)
        .filter_map(Jwk::public)
        .any(|key| fits(&key) && key.verifies_message(how, message.as_bytes(), &signature))
        .then(|| serde_json::from_slice(&URL_SAFE_NO_PAD.decode(body).ok()?).ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The token and the key of RFC 7515, A.2 and A.3, and the header of one without a signature.
    #[test]
    fn only_a_key_of_the_set_signs() {
        let keys = r#"{"keys":[{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}]}"#;
        let other = r#"{"keys":[{"kty":"EC","crv":"P-256","x":"MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4","y":"4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM"}]}"#;
        let body = "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";
        let token = format!(
            "eyJhbGciOiJFUzI1NiJ9.{body}.DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q"
        );
        assert!(is_key_set(keys) && is_key_set(other));
        assert_eq!(claims(&token, keys).unwrap()["iss"], "joe");
        assert_eq!(claims(&token, other), None);
        assert_eq!(claims(&token.replace("eyJpc3", "eyJpc4"), keys), None);
        // `{"alg":"none"}`, and a shared secret where a public key is expected.
        assert_eq!(claims(&format!("eyJhbGciOiJub25lIn0.{body}."), keys), None);
        assert_eq!(
            claims(&token.replace("eyJhbGciOiJFUzI1NiJ9", "eyJhbGciOiJIUzI1NiJ9"), keys),
            None
        );
        for bad in [
            "",
            "{}",
            r#"{"keys":[]}"#,
            r#"{"keys":[{"kty":"none"}]}"#,
            r#"{"keys":[{"kty":"oct","k":"c2VjcmV0"}]}"#,
        ] {
            assert!(!is_key_set(bad), "{bad}");
        }
    }

    /// One token for each algorithm, signed by another implementation. The header is signed too, so
    /// none is believed under another header.
    #[test]
    fn each_algorithm_is_checked_as_its_name_says() {
        let text = include_str!("../../fixtures/oidc/tokens.txt");
        let mut lines = text.lines().filter(|line| !line.starts_with('#'));
        let keys = lines.next().unwrap();
        assert!(is_key_set(keys));
        let tokens: Vec<(&str, &str)> = lines.map(|line| line.split_once(' ').unwrap()).collect();
        assert_eq!(tokens.len(), 8);
        for (name, token) in &tokens {
            assert!(algorithm(name).is_some(), "{name}");
            assert_eq!(claims(token, keys).unwrap()["iss"], "https://idp.example.com", "{name}");
            let (_, rest) = token.split_once('.').unwrap();
            for (other, _) in tokens.iter().filter(|(other, _)| other != name) {
                let header = URL_SAFE_NO_PAD.encode(format!(r#"{{"alg":"{other}"}}"#));
                assert_eq!(claims(&format!("{header}.{rest}"), keys), None, "{name} as {other}");
            }
        }
    }
}
