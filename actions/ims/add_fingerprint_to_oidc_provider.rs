//! `AddFingerprintToOIDCProvider` adds one fingerprint to an OIDC identity provider. An existing
//! one is kept.
//!
//! Assumed: a fingerprint that the provider has already is no error.

use super::providers::{self, FINGERPRINT_LIMIT, FINGERPRINTS, NO_OIDC, OidcResponse};
use crate::{Access, Action, Cx, Fault, Params, Result, text};

pub(super) struct AddFingerprintToOIDCProvider {
    name: String,
    fingerprint: String,
}

impl Action for AddFingerprintToOIDCProvider {
    const NAME: &'static str = "AddFingerprintToOIDCProvider";
    const DOC: &'static str = "Adds a fingerprint to an OIDC identity provider.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] =
        &["acs:ram:*:{account}:oidc-provider/{OIDCProviderName}"];
    const FAULTS: &'static [Fault] = &[NO_OIDC, FINGERPRINT_LIMIT];
    type Response = OidcResponse;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let fingerprint = text("Fingerprint").form("fingerprint", providers::is_fingerprint);
        Ok(Self {
            name: providers::name(p, "OIDCProviderName")?,
            fingerprint: p.required(fingerprint.doc("The fingerprint."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<OidcResponse> {
        let mut found = providers::oidc(cx, &self.name)?;
        found.fingerprints = FINGERPRINTS.with(&found.fingerprints, &self.fingerprint)?;
        providers::save_oidc(cx, found)
    }
}
