//! `DeleteOIDCProvider` deletes an OIDC identity provider. Roles that trust it are kept, but give no more sessions
//! for its tokens.

use serde::Serialize;

use super::{
    providers::{self, NO_OIDC},
    tables::oidc,
};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(super) struct DeleteOIDCProvider {
    name: String,
}

#[derive(Serialize)]
pub(super) struct Response {}

impl Action for DeleteOIDCProvider {
    const NAME: &'static str = "DeleteOIDCProvider";
    const DOC: &'static str = "Deletes an OIDC identity provider.";
    const ACCESS: Access = Access::Delete;
    const RESOURCES: &'static [&'static str] =
        &["acs:ram:*:{account}:oidc-provider/{OIDCProviderName}"];
    const FAULTS: &'static [Fault] = &[NO_OIDC];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { name: providers::name(p, "OIDCProviderName")? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        if !oidc::delete(cx.tx, &cx.caller.account, &self.name)? {
            return Err(NO_OIDC.into());
        }
        Ok(Response {})
    }
}
