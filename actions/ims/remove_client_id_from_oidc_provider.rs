//! `RemoveClientIdFromOIDCProvider` removes one client id from an OIDC identity provider. A client id that the
//! provider does not have is no error (assumed: none is documented).

use super::providers::{self, NO_OIDC, OidcResponse};
use crate::{Access, Action, Cx, Fault, Params, Result, text};

pub(super) struct RemoveClientIdFromOIDCProvider {
    name: String,
    id: String,
}

impl Action for RemoveClientIdFromOIDCProvider {
    const NAME: &'static str = "RemoveClientIdFromOIDCProvider";
    const DOC: &'static str = "Removes a client ID from an OIDC identity provider.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] =
        &["acs:ram:*:{account}:oidc-provider/{OIDCProviderName}"];
    const FAULTS: &'static [Fault] = &[NO_OIDC];
    type Response = OidcResponse;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let id = text("ClientId").form("client id", providers::is_client_id);
        Ok(Self {
            name: providers::name(p, "OIDCProviderName")?,
            id: p.required(id.doc("The client id."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<OidcResponse> {
        let mut found = providers::oidc(cx, &self.name)?;
        found.client_ids = providers::without(&found.client_ids, &self.id);
        providers::save_oidc(cx, found)
    }
}
