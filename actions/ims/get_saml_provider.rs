//! `GetSAMLProvider` returns a SAML identity provider with its metadata.

use super::providers::{self, NO_SAML, SamlProvider, SamlResponse};
use crate::{Access, Action, Cx, Fault, Params, Result};

pub(super) struct GetSAMLProvider {
    name: String,
}

impl Action for GetSAMLProvider {
    const NAME: &'static str = "GetSAMLProvider";
    const DOC: &'static str = "Queries a SAML identity provider.";
    const ACCESS: Access = Access::Get;
    const RESOURCES: &'static [&'static str] =
        &["acs:ram:*:{account}:saml-provider/{SAMLProviderName}"];
    const FAULTS: &'static [Fault] = &[NO_SAML];
    type Response = SamlResponse;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        Ok(Self { name: providers::name(p, "SAMLProviderName")? })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<SamlResponse> {
        let found = providers::saml(cx, &self.name)?;
        Ok(SamlResponse { provider: SamlProvider::whole(&cx.caller.account, found) })
    }
}
