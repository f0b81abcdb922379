//! What seed files may say of IMS: identity providers, with the public keys of OIDC issuers.

use base64::{Engine as _, engine::general_purpose::STANDARD};
use serde_json::{Value, json};

use crate::{
    Cx,
    core::{
        control::{ControlError, ControlRequest},
        seed::{self, Fields, SeedKind, SeedMember, SeedType},
    },
    ims::{
        IMS, control,
        tables::{oidc, saml},
    },
    request::page::CursorPage,
};

/// All kinds.
pub(super) const KINDS: &[SeedKind] = &[
    SeedKind {
        name: "oidc_providers",
        doc: "OIDC identity providers.",
        key: &["name"],
        members: &[
            SeedMember::text("name", "The name.").required(),
            SeedMember::text("issuer_url", "The issuer, as its tokens name it.").required(),
            SeedMember::text("description", "The description."),
            SeedMember::new("client_ids", SeedType::Texts, "The accepted audiences."),
            SeedMember::new(
                "fingerprints",
                SeedType::Texts,
                "The fingerprints of the issuer's certificates.",
            ),
            SeedMember::new(
                "issuance_limit_time",
                SeedType::Number,
                "The maximum age of a token, in hours: 1 to 168; 12 if it is not given.",
            ),
            SeedMember::new(
                "keys",
                SeedType::Document,
                "The public keys of the issuer, as a JWK set. They are the issuer's in every account.",
            ),
        ],
        export: oidc_providers,
        create: create_oidc,
        update: Some(update_oidc),
    },
    SeedKind {
        name: "saml_providers",
        doc: "SAML identity providers.",
        key: &["name"],
        members: &[
            SeedMember::text("name", "The name.").required(),
            SeedMember::new("metadata", SeedType::Content, "The metadata document, as XML.")
                .required(),
            SeedMember::text("description", "The description."),
            SeedMember::text(
                "authn_sign_algo",
                "The algorithm that signs authentication requests.",
            ),
        ],
        export: saml_providers,
        create: create_saml,
        update: Some(update_saml),
    },
];

const ALL: CursorPage = CursorPage { after: 0, size: 1_000_000 };

fn oidc_providers(cx: &mut Cx<'_>) -> Result<Vec<Fields>, ControlError> {
    let mut all = Vec::new();
    for it in oidc::list(cx.tx, &cx.caller.account, ALL)? {
        let keys = oidc::keys(cx.tx, &it.issuer)?;
        let list = |text: &str| -> Value {
            text.split(',').filter(|part| !part.is_empty()).map(Value::from).collect()
        };
        all.push(seed::fields([
            ("name", it.name.into()),
            ("issuer_url", it.issuer.into()),
            ("description", it.about.into()),
            ("client_ids", list(&it.client_ids)),
            ("fingerprints", list(&it.fingerprints)),
            ("issuance_limit_time", it.limit_hours.into()),
            ("keys", keys.into()),
        ]));
    }
    Ok(all)
}

/// An entry whose lists are texts with commas.
fn joined(it: &Fields) -> Fields {
    let mut it = it.clone();
    for name in ["client_ids", "fingerprints"] {
        if it.contains_key(name) {
            let text = seed::texts(&it, name).join(",");
            it.insert(name.into(), text.into());
        }
    }
    it
}

fn create_oidc(cx: &mut Cx<'_>, it: &Fields) -> Result<(), ControlError> {
    let names = [
        ("name", "OIDCProviderName"),
        ("issuer_url", "IssuerUrl"),
        ("description", "Description"),
        ("client_ids", "ClientIds"),
        ("fingerprints", "Fingerprints"),
        ("issuance_limit_time", "IssuanceLimitTime"),
    ];
    seed::call(&IMS, cx, "CreateOIDCProvider", seed::parameters(&joined(it), &names))?;
    set_keys(cx, it)
}

/// Sets the keys of the issuer, as `/_localyun/ims/oidc-keys` does.
fn set_keys(cx: &mut Cx<'_>, it: &Fields) -> Result<(), ControlError> {
    if !it.contains_key("keys") {
        return Ok(());
    }
    let keys: Value = serde_json::from_str(seed::text(it, "keys")).unwrap_or_default();
    let body = json!({ "issuer": seed::text(it, "issuer_url"), "jwks": keys });
    control::put(cx, &ControlRequest { body, ..ControlRequest::default() }).map(drop)
}

fn update_oidc(cx: &mut Cx<'_>, it: &Fields, present: &Fields) -> Result<bool, ControlError> {
    let name = seed::text(it, "name");
    if it.get("issuer_url") != present.get("issuer_url") {
        let why = format!(
            "the provider has the issuer {}, and no call changes it",
            seed::text(present, "issuer_url")
        );
        return Err(ControlError::Wrong(why));
    }
    let names = [
        ("name", "OIDCProviderName"),
        ("description", "NewDescription"),
        ("client_ids", "ClientIds"),
        ("issuance_limit_time", "IssuanceLimitTime"),
    ];
    seed::call(&IMS, cx, "UpdateOIDCProvider", seed::parameters(&joined(it), &names))?;
    if it.contains_key("fingerprints") {
        let (wanted, has) = (seed::texts(it, "fingerprints"), seed::texts(present, "fingerprints"));
        let gone = has.iter().filter(|it| !wanted.contains(it));
        let gone = gone.map(|it| ("RemoveFingerprintFromOIDCProvider", it));
        let new = wanted.iter().filter(|it| !has.contains(it));
        for (action, fingerprint) in gone.chain(new.map(|it| ("AddFingerprintToOIDCProvider", it)))
        {
            let parameters = [("OIDCProviderName", name), ("Fingerprint", fingerprint)];
            seed::call(&IMS, cx, action, seed::values(&parameters))?;
        }
    }
    set_keys(cx, it)?;
    Ok(true)
}

fn saml_providers(cx: &mut Cx<'_>) -> Result<Vec<Fields>, ControlError> {
    let found = saml::list(cx.tx, &cx.caller.account, ALL)?;
    let shown = found.into_iter().map(|it| {
        let metadata = STANDARD.decode(it.metadata.as_bytes()).unwrap_or_default();
        seed::fields([
            ("name", it.name.into()),
            ("metadata", String::from_utf8_lossy(&metadata).into()),
            ("description", it.about.into()),
            ("authn_sign_algo", it.sign_algo.into()),
        ])
    });
    Ok(shown.collect())
}

/// An entry whose metadata is in Base64.
fn encoded(it: &Fields) -> Fields {
    let mut it = it.clone();
    let metadata = STANDARD.encode(seed::text(&it, "metadata"));
    it.insert("metadata".into(), metadata.into());
    it
}

fn create_saml(cx: &mut Cx<'_>, it: &Fields) -> Result<(), ControlError> {
    let names = [
        ("name", "SAMLProviderName"),
        ("metadata", "EncodedSAMLMetadataDocument"),
        ("description", "Description"),
        ("authn_sign_algo", "AuthnSignAlgo"),
    ];
    seed::call(&IMS, cx, "CreateSAMLProvider", seed::parameters(&encoded(it), &names)).map(drop)
}

fn update_saml(cx: &mut Cx<'_>, it: &Fields, _: &Fields) -> Result<bool, ControlError> {
    let names = [
        ("name", "SAMLProviderName"),
        ("metadata", "NewEncodedSAMLMetadataDocument"),
        ("description", "NewDescription"),
        ("authn_sign_algo", "AuthnSignAlgo"),
    ];
    seed::call(&IMS, cx, "UpdateSAMLProvider", seed::parameters(&encoded(it), &names))?;
    Ok(true)
}
