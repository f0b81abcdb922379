//! `/_localyun/ims/oidc-keys`: the keys that OIDC issuers publish. The cloud fetches them from the
//! issuer; this server sends nothing out, so they are given to it.

use actions::{oidc_issuers, ports::store::StoreError, put_oidc_keys};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::{
    app::App,
    control::{Outcome, Problem},
    federation::oidc,
};

const HOW: &str = "POST {\"issuer\": \"https://…\", \"jwks\": {\"keys\": […]}}, the jwks as the issuer \
    publishes them at the jwks_uri of its /.well-known/openid-configuration";

/// How long a key set may be.
const MOST: usize = 256 * 1024;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Keys {
    issuer: String,
    jwks: Value,
}

/// Keeps the keys of an issuer, in the place of those it had.
pub(super) async fn put(app: &App, body: &[u8]) -> Outcome {
    let bad = |why: String| Problem::new(400, format!("{why}. {HOW}"));
    let keys: Keys = serde_json::from_slice(body).map_err(|e| bad(e.to_string()))?;
    let text = keys.jwks.to_string();
    if text.len() > MOST || !oidc::is_key_set(&text) {
        return Err(bad("jwks is not a set of public keys that tokens can be checked with".into()));
    }
    let issuer = keys.issuer.clone();
    let kept = app
        .world
        .store
        .write(move |tx| -> Result<(), StoreError> { put_oidc_keys(tx, &issuer, &text) });
    kept.await.map_err(|e| Problem::internal(&e))?;
    Ok(json!({ "issuer": keys.issuer }))
}

/// The issuers whose keys are kept.
pub(super) fn list(app: &App) -> Outcome {
    let found = app.world.store.read(|tx| oidc_issuers(tx));
    let issuers = found.map_err(|e: StoreError| Problem::internal(&e))?;
    Ok(json!({ "issuers": issuers }))
}
