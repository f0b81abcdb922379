//! `DeleteSAMLProvider` deletes a SAML identity provider. Roles that trust it are kept, but give no more sessions for
//! its responses.

use serde::Serialize;

use super::{
    providers::{self, NO_SAML},
    tables::saml,
};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(super) struct DeleteSAMLProvider {
    name: String,
}

#[derive(Serialize)]
pub(super) struct Response {}

impl Action for DeleteSAMLProvider {
    const NAME: &'static str = "DeleteSAMLProvider";
    const DOC: &'static str = "Deletes a SAML identity provider.";
    const ACCESS: Access = Access::Delete;
    const RESOURCES: &'static [&'static str] =
        &["acs:ram:*:{account}:saml-provider/{SAMLProviderName}"];
    const FAULTS: &'static [Fault] = &[NO_SAML];
    type Response = Response;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { name: providers::name(p, "SAMLProviderName")? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<Response> {
        if !saml::delete(cx.tx, &cx.caller.account, &self.name)? {
            return Err(NO_SAML.into());
        }
        Ok(Response {})
    }
}
