//! `UpdateOIDCProvider` changes an OIDC identity provider. Omitted fields keep their value; client
//! ids, if given, replace all.

use super::providers::{self, CLIENT_ID_LIMIT, CLIENT_IDS, NO_OIDC, OidcResponse};
use crate::{Access, Action, Cx, Fault, Params, Result, int, text};

pub(super) struct UpdateOIDCProvider {
    name: String,
    about: Option<String>,
    client_ids: Option<String>,
    limit_hours: Option<i64>,
}

impl Action for UpdateOIDCProvider {
    const NAME: &'static str = "UpdateOIDCProvider";
    const DOC: &'static str = "Modifies an OIDC identity provider.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] =
        &["acs:ram:*:{account}:oidc-provider/{OIDCProviderName}"];
    const FAULTS: &'static [Fault] = &[NO_OIDC, CLIENT_ID_LIMIT];
    type Response = OidcResponse;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let limit = int("IssuanceLimitTime").range(1, 168);
        let ids = text("ClientIds").keep_empty();
        Ok(Self {
            name: providers::name(p, "OIDCProviderName")?,
            about: p.optional(providers::about("NewDescription"))?,
            client_ids: p.optional(ids.doc("The accepted audiences, comma-separated."))?,
            limit_hours: p.optional(limit.doc("Maximum age of a token, in hours."))?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<OidcResponse> {
        let mut found = providers::oidc(cx, &self.name)?;
        found.about = self.about.unwrap_or(found.about);
        found.limit_hours = self.limit_hours.unwrap_or(found.limit_hours);
        if let Some(ids) = self.client_ids {
            found.client_ids = CLIENT_IDS.check(&ids)?;
        }
        providers::save_oidc(cx, found)
    }
}
