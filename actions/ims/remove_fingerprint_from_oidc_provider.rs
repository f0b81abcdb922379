//! `RemoveFingerprintFromOIDCProvider` removes one fingerprint from an OIDC identity provider. A fingerprint that the
//! provider does not have is no error (assumed: none is documented).

use super::providers::{self, NO_OIDC, OidcResponse};
use crate::{Access, Action, Cx, Fault, Params, Result, text};

pub(super) struct RemoveFingerprintFromOIDCProvider {
    name: String,
    fingerprint: String,
}

impl Action for RemoveFingerprintFromOIDCProvider {
    const NAME: &'static str = "RemoveFingerprintFromOIDCProvider";
    const DOC: &'static str = "Removes a fingerprint from an OIDC identity provider.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] =
        &["acs:ram:*:{account}:oidc-provider/{OIDCProviderName}"];
    const FAULTS: &'static [Fault] = &[NO_OIDC];
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
        found.fingerprints = providers::without(&found.fingerprints, &self.fingerprint);
        providers::save_oidc(cx, found)
    }
}
