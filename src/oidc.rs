//! The signature of an OIDC token. What the token says is for the action to judge.

use jsonwebtoken::{
    Algorithm, DecodingKey, Validation, decode, decode_header,
    jwk::{AlgorithmParameters, Jwk, JwkSet},
};
use serde_json::{Map, Value};

/// The algorithms that a provider may sign with: those whose keys are public.
const ALGORITHMS: [Algorithm; 9] = [
    Algorithm::RS256,
    Algorithm::RS384,
    Algorithm::RS512,
    Algorithm::PS256,
    Algorithm::PS384,
    Algorithm::PS512,
    Algorithm::ES256,
    Algorithm::ES384,
    Algorithm::EdDSA,
];

/// How many keys of a set are tried for a token that names none.
const TRIED: usize = 20;

/// Whether `keys` is a set of keys that tokens can be checked with.
#[must_use]
pub fn is_key_set(keys: &str) -> bool {
    let set: Option<JwkSet> = serde_json::from_str(keys).ok();
    set.is_some_and(|set| {
        let good = |key: &Jwk| is_public(key) && DecodingKey::from_jwk(key).is_ok();
        !set.keys.is_empty() && set.keys.iter().all(good)
    })
}

/// Whether it is half of a pair. A shared secret (`oct`) could be anybody's who checks tokens.
fn is_public(key: &Jwk) -> bool {
    !matches!(key.algorithm, AlgorithmParameters::OctetKey(_))
}

/// What a token claims, if one of `keys`, a JWK set, has signed it.
#[must_use]
pub fn claims(token: &str, keys: &str) -> Option<Map<String, Value>> {
    let header = decode_header(token).ok()?;
    if !ALGORITHMS.contains(&header.alg) {
        return None;
    }
    let set: JwkSet = serde_json::from_str(keys).ok()?;
    let named = |key: &&Jwk| header.kid.is_none() || key.common.key_id == header.kid;
    let mut validation = Validation::new(header.alg);
    validation.required_spec_claims.clear();
    validation.validate_exp = false;
    validation.validate_nbf = false;
    validation.validate_aud = false;
    set.keys.iter().filter(|key| is_public(key)).filter(named).take(TRIED).find_map(|key| {
        let key = DecodingKey::from_jwk(key).ok()?;
        decode::<Map<String, Value>>(token, &key, &validation).ok().map(|data| data.claims)
    })
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
        for bad in ["", "{}", r#"{"keys":[]}"#, r#"{"keys":[{"kty":"none"}]}"#] {
            assert!(!is_key_set(bad), "{bad}");
        }
        // A shared secret is no public key, alone or beside one.
        let secret = r#"{"kty":"oct","k":"AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow"}"#;
        assert!(!is_key_set(&format!(r#"{{"keys":[{secret}]}}"#)));
        assert!(!is_key_set(&keys.replace("[{", &format!("[{secret},{{"))));
    }
}
