//! `AddClientIdToOIDCProvider` adds one client id to an OIDC identity provider. An existing one is
//! kept.
//!
//! Assumed: a client id that the provider has already is no error.

use super::providers::{self, CLIENT_ID_LIMIT, CLIENT_IDS, NO_OIDC, OidcResponse};
use crate::{Access, Action, Cx, Fault, Params, Result, text};

pub(super) struct AddClientIdToOIDCProvider {
    name: String,
    id: String,
}

impl Action for AddClientIdToOIDCProvider {
    const NAME: &'static str = "AddClientIdToOIDCProvider";
    const DOC: &'static str = "Adds a client ID to an OIDC identity provider.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] =
        &["acs:ram:*:{account}:oidc-provider/{OIDCProviderName}"];
    const FAULTS: &'static [Fault] = &[NO_OIDC, CLIENT_ID_LIMIT];
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
        found.client_ids = CLIENT_IDS.with(&found.client_ids, &self.id)?;
        providers::save_oidc(cx, found)
    }
}
