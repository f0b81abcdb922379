//! `CreateOIDCProvider` creates an OIDC identity provider, whose tokens `AssumeRoleWithOIDC`
//! accepts.
//!
//! The keys of the issuer are not fetched: post them to `/_localyun/ims/oidc-keys`.
//!
//! Assumed: codes and texts for a name that is taken and for limits.

use super::{
    providers::{
        self, CLIENT_ID_LIMIT, CLIENT_IDS, DEFAULT_ISSUANCE_HOURS, FINGERPRINT_LIMIT, FINGERPRINTS,
        ISSUER_EXISTS, LIMIT, OIDC_EXISTS, OIDC_LIMIT, OidcResponse,
    },
    tables::oidc,
};
use crate::{Access, Action, Cx, Fault, Params, Result, int, text};

pub(super) struct CreateOIDCProvider {
    name: String,
    issuer: String,
    about: String,
    client_ids: String,
    fingerprints: String,
    limit_hours: i64,
}

impl Action for CreateOIDCProvider {
    const NAME: &'static str = "CreateOIDCProvider";
    const DOC: &'static str = "Creates an OIDC identity provider.";
    const ACCESS: Access = Access::Create;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:oidc-provider/*"];
    const FAULTS: &'static [Fault] =
        &[OIDC_EXISTS, ISSUER_EXISTS, OIDC_LIMIT, CLIENT_ID_LIMIT, FINGERPRINT_LIMIT];
    type Response = OidcResponse;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let issuer = text("IssuerUrl").form("https URL", providers::is_issuer);
        let limit = int("IssuanceLimitTime").range(1, 168);
        Ok(Self {
            name: providers::name(p, "OIDCProviderName")?,
            issuer: p.required(issuer.doc("The issuer, as its tokens name it."))?,
            about: p.default(providers::about("Description"), "")?,
            client_ids: p
                .default(text("ClientIds").doc("The accepted audiences, comma-separated."), "")?,
            fingerprints: p.default(
                text("Fingerprints")
                    .doc("The fingerprints of the issuer's certificates, comma-separated."),
                "",
            )?,
            limit_hours: p
                .default(limit.doc("Maximum age of a token, in hours."), DEFAULT_ISSUANCE_HOURS)?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<OidcResponse> {
        let client_ids = CLIENT_IDS.check(&self.client_ids)?;
        let fingerprints = FINGERPRINTS.check(&self.fingerprints)?;
        let account = &cx.caller.account;
        if oidc::provider(cx.tx, account, &self.name)?.is_some() {
            return Err(OIDC_EXISTS.into());
        }
        if oidc::has_issuer(cx.tx, account, &self.issuer)? {
            return Err(ISSUER_EXISTS.into());
        }
        if oidc::count(cx.tx, account)? >= LIMIT {
            return Err(OIDC_LIMIT.into());
        }
        let provider = oidc::Provider {
            seq: 0,
            name: self.name,
            about: self.about,
            issuer: self.issuer,
            client_ids,
            fingerprints,
            limit_hours: self.limit_hours,
            made: cx.now,
            changed: cx.now,
        };
        providers::save_oidc(cx, provider)
    }
}
