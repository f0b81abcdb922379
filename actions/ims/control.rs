//! Routes of the control API: the public keys of OIDC issuers. The cloud fetches them from the
//! issuer; this server makes no outgoing requests, so tests post them.

use serde_json::{Value, json};

use crate::{
    Cx,
    core::control::{ControlError, ControlRequest, ControlRoute, Operation},
    ims::{oidc_tokens, tables::oidc},
};

pub(super) const ROUTES: &[ControlRoute] = &[
    ControlRoute::new(
        Operation::get("ims/oidc-keys", "Lists the OIDC issuers whose public keys are stored."),
        list,
    ),
    ControlRoute::new(
        Operation::post(
            "ims/oidc-keys",
            "Sets the public keys of an OIDC issuer, replacing previous ones.",
        )
        .object(
            &[
                ("issuer", "the issuer, as the provider and the tokens name it"),
                (
                    "jwks",
                    "its JWK set, as published at the `jwks_uri` of its \
                     `/.well-known/openid-configuration`, up to 256 KiB",
                ),
            ],
            &[EXAMPLE],
        ),
        put,
    ),
    oidc_tokens::ROUTE,
];

/// With the key of RFC 7515, A.3.
const EXAMPLE: &str = r#"{"issuer": "https://idp.example.com", "jwks": {"keys": [
    {"kty": "EC", "crv": "P-256",
     "x": "f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU",
     "y": "x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}]}}"#;

/// Maximum size of a key set, in bytes.
const LIMIT: usize = 256 * 1024;

fn list(cx: &mut Cx<'_>, _: &ControlRequest) -> Result<Value, ControlError> {
    Ok(json!({ "issuers": oidc::issuers(cx.tx)? }))
}

pub(super) fn put(cx: &mut Cx<'_>, request: &ControlRequest) -> Result<Value, ControlError> {
    let wrong = |why: &str| ControlError::WrongBody(why.to_owned());
    let mut members = request.members();
    let Some(Value::String(issuer)) = members.remove("issuer") else {
        return Err(wrong("`issuer` is a text, and required"));
    };
    let keys = members.remove("jwks").unwrap_or_default().to_string();
    if keys.len() > LIMIT || !cx.is_key_set(&keys)? {
        return Err(wrong("`jwks` is not a set of public keys that tokens can be checked with"));
    }
    oidc::put_keys(cx.tx, &issuer, &keys)?;
    Ok(json!({ "issuer": issuer }))
}
