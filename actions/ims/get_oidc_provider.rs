//! `GetOIDCProvider` returns an OIDC identity provider.

use super::providers::{self, NO_OIDC, OidcProvider, OidcResponse};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(super) struct GetOIDCProvider {
    name: String,
}

impl Action for GetOIDCProvider {
    const NAME: &'static str = "GetOIDCProvider";
    const DOC: &'static str = "Queries an OIDC identity provider.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] =
        &["acs:ram:*:{account}:oidc-provider/{OIDCProviderName}"];
    const FAULTS: &'static [Fault] = &[NO_OIDC];
    type Response = OidcResponse;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { name: providers::name(p, "OIDCProviderName")? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<OidcResponse> {
        let found = providers::oidc(cx, &self.name)?;
        Ok(OidcResponse { provider: OidcProvider::of(&cx.caller.account, found) })
    }
}
