//! `ListOIDCProviders` lists OIDC identity providers in creation order.

use serde::Serialize;

use super::{providers::OidcProvider, tables::oidc};
use crate::{Access, Action, Cx, Params, Result, request::page::CursorPage};

pub(super) struct ListOIDCProviders {
    part: CursorPage,
}

#[derive(Serialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Response {
    is_truncated: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    marker: Option<String>,
    #[serde(rename = "OIDCProviders")]
    providers: Providers,
}

#[derive(Serialize)]
pub(super) struct Providers {
    #[serde(rename = "OIDCProvider")]
    provider: Vec<OidcProvider>,
}

impl Action for ListOIDCProviders {
    const NAME: &'static str = "ListOIDCProviders";
    const DOC: &'static str = "Queries OIDC identity providers.";
    const ACCESS: Access = Access::List;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:oidc-provider/*"];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { part: CursorPage::marker_and_max_items(p, 100, 100)? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        let account = &cx.caller.account;
        let mut found = oidc::list(cx.tx, account, self.part)?;
        let marker = self.part.cut(&mut found, |p| p.seq);
        let provider = found.into_iter().map(|p| OidcProvider::of(account, p)).collect();
        Ok(Response { is_truncated: marker.is_some(), marker, providers: Providers { provider } })
    }
}
