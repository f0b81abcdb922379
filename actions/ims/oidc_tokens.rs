//! The route of the control API that makes tokens of an OIDC issuer, with keys that this server has made for it: a
//! test of a role for GitHub Actions or GitLab needs neither.
//!
//! A token is signed with RS256, as those of both are, and has the claims of an ID token (RFC 7519).

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use crate::{
    ApiError, Cx,
    core::control::{ControlError, ControlRequest, ControlRoute, Operation, text},
    ims::tables::oidc,
    x509::{self, PrivateKey, Scheme},
};

pub(super) const ROUTE: ControlRoute = ControlRoute::new(
    Operation::post(
        "ims/oidc-tokens",
        "Makes a token of an OIDC issuer, and the issuer's keys the first time.",
    )
    .object(
        &[
            (
                "issuer",
                "the issuer: an https address, or `github` or `gitlab`, which stand for those of GitHub Actions and GitLab.com",
            ),
            ("claims", "an object: the claims of the token; `sub` is required"),
            ("audience", "`aud`; `sts.aliyuncs.com` unless given or claimed"),
            ("ttl", "for how many seconds it is valid, from 1 to 86400; 3600 unless given"),
        ],
        &[r#"{"issuer": "github", "claims": {"sub": "repo:example/app:ref:refs/heads/main"}}"#],
    ),
    make,
);

/// The issuers that have a short name.
const NAMED: [(&str, &str); 2] =
    [("github", "https://token.actions.githubusercontent.com"), ("gitlab", "https://gitlab.com")];

/// The size of the keys in bits: that of GitHub's and GitLab's.
const BITS: usize = 2048;

/// The longest token that `AssumeRoleWithOIDC` takes.
const LONGEST: usize = 20_000;

fn make(cx: &mut Cx<'_>, request: &ControlRequest) -> Result<Value, ControlError> {
    let members = request.members();
    let issuer =
        text(&members, "issuer")?.ok_or_else(|| ControlError::member("issuer", "it is needed"))?;
    let named = NAMED.iter().find(|(name, _)| *name == issuer).map(|(_, url)| *url);
    let issuer = named.unwrap_or(issuer);
    if !issuer.starts_with("https://") || issuer.len() > 255 {
        return Err(ControlError::member(
            "issuer",
            "it must be github, gitlab or an https address",
        ));
    }
    let seconds = match members.get("ttl") {
        None => 3600,
        Some(ttl) => ttl
            .as_i64()
            .filter(|ttl| (1..=86_400).contains(ttl))
            .ok_or_else(|| ControlError::member("ttl", "it must be a number from 1 to 86400"))?,
    };
    let mut claims = match members.get("claims") {
        None => Map::new(),
        Some(Value::Object(claims)) => claims.clone(),
        Some(_) => return Err(ControlError::member("claims", "it must be an object")),
    };
    if claims.get("sub").and_then(Value::as_str).is_none_or(str::is_empty) {
        return Err(ControlError::member("claims", "`sub` is needed, a text"));
    }
    if let Some(audience) = text(&members, "audience")? {
        claims.insert("aud".to_owned(), audience.into());
    }
    let now = cx.clock / 1000;
    for (name, value) in [
        ("iss", json!(issuer)),
        ("aud", json!("sts.aliyuncs.com")),
        ("iat", json!(now)),
        ("nbf", json!(now)),
        ("exp", json!(now + seconds)),
        ("jti", json!(id(cx))),
    ] {
        claims.entry(name).or_insert(value);
    }
    // After all checks: the first key of an issuer takes a while.
    let key = key_of(cx, issuer)?;
    let jwk = jwk(&key)?;
    let header = json!({ "typ": "JWT", "alg": "RS256", "kid": jwk["kid"] });
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let claims = Value::Object(claims);
    let message = format!("{}.{}", part(&header), part(&claims));
    let signature =
        key.sign(cx.random, Scheme::Rsa, message.as_bytes()).map_err(ApiError::internal)?;
    let token = format!("{message}.{}", URL_SAFE_NO_PAD.encode(signature));
    if token.len() > LONGEST {
        let why =
            format!("the token would be longer than {LONGEST} characters, the most that are taken");
        return Err(ControlError::member("claims", why));
    }
    Ok(json!({ "token": token, "issuer": issuer, "claims": claims }))
}

/// An id that no two tokens share.
fn id(cx: &mut Cx<'_>) -> String {
    let mut bytes = [0; 16];
    cx.random.fill(&mut bytes);
    x509::hex(&bytes)
}

/// The key of an issuer: the one that was made before, else a new one. Its public half is among the issuer's keys.
fn key_of(cx: &mut Cx<'_>, issuer: &str) -> Result<PrivateKey, ControlError> {
    let key = if let Some(pem) = oidc::signing_key(cx.tx, issuer)? {
        PrivateKey::from_pem(&pem).map_err(ApiError::internal)?
    } else {
        let key = cx.rsa_key(BITS)?;
        oidc::put_signing_key(cx.tx, issuer, &key.pem())?;
        key
    };
    // Those that were posted since stay.
    let kept = oidc::keys(cx.tx, issuer)?.and_then(|keys| serde_json::from_str(&keys).ok());
    let mut set: Value = kept.unwrap_or_else(|| json!({ "keys": [] }));
    let jwk = jwk(&key)?;
    let Some(keys) = set["keys"].as_array_mut() else { return Ok(key) };
    if !keys.iter().any(|it| it["kid"] == jwk["kid"]) {
        keys.push(jwk);
        oidc::put_keys(cx.tx, issuer, &set.to_string())?;
    }
    Ok(key)
}

/// The public half as RFC 7517 writes it; `kid` is the thumbprint of RFC 7638.
fn jwk(key: &PrivateKey) -> Result<Value, ControlError> {
    let public = key.public().map_err(ApiError::internal)?;
    let numbers = public.rsa_numbers().ok_or_else(|| ApiError::internal(x509::Error::Algorithm))?;
    let [n, e] = numbers.map(|bytes| URL_SAFE_NO_PAD.encode(bytes));
    let thumbprint = Sha256::digest(format!(r#"{{"e":"{e}","kty":"RSA","n":"{n}"}}"#));
    let kid = URL_SAFE_NO_PAD.encode(thumbprint);
    Ok(json!({ "kty": "RSA", "use": "sig", "alg": "RS256", "kid": kid, "n": n, "e": e }))
}
