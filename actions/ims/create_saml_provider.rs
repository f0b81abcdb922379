//! `CreateSAMLProvider` creates a SAML identity provider from its Base64 metadata document.
//!
//! Assumed: codes and texts for a name that is taken, for limits and for what is no XML.

use super::{
    providers::{self, LIMIT, SAML_EXISTS, SAML_LIMIT, SamlResponse},
    tables::saml,
};
use crate::{Access, Action, Cx, Fault, Params, Result, text};

pub(super) struct CreateSAMLProvider {
    name: String,
    about: String,
    metadata: String,
    sign_algo: String,
}

impl Action for CreateSAMLProvider {
    const NAME: &'static str = "CreateSAMLProvider";
    const DOC: &'static str = "Creates a SAML identity provider.";
    const ACCESS: Access = Access::Create;
    const RESOURCES: &'static [&'static str] = &["acs:ram:*:{account}:saml-provider/*"];
    const FAULTS: &'static [Fault] = &[SAML_EXISTS, SAML_LIMIT];
    type Response = SamlResponse;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let metadata =
            text("EncodedSAMLMetadataDocument").form("Base64 text", providers::is_base64);
        Ok(Self {
            name: providers::name(p, "SAMLProviderName")?,
            about: p.default(providers::about("Description"), "")?,
            metadata: p.required(metadata.doc("The metadata document, in Base64."))?,
            sign_algo: p.default(
                text("AuthnSignAlgo")
                    .line(1, 64)
                    .doc("The algorithm that signs authentication requests."),
                "",
            )?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<SamlResponse> {
        providers::check_metadata(cx, "EncodedSAMLMetadataDocument", &self.metadata)?;
        let account = &cx.caller.account;
        if saml::provider(cx.tx, account, &self.name)?.is_some() {
            return Err(SAML_EXISTS.into());
        }
        if saml::count(cx.tx, account)? >= LIMIT {
            return Err(SAML_LIMIT.into());
        }
        let provider = saml::Provider {
            seq: 0,
            name: self.name,
            about: self.about,
            metadata: self.metadata,
            sign_algo: self.sign_algo,
            made: cx.now,
            changed: cx.now,
        };
        providers::save_saml(cx, provider)
    }
}
