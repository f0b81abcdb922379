//! `UpdateSAMLProvider` changes a SAML identity provider. Omitted fields keep their value; at least
//! one must be given (documented).
//!
//! Assumed: how it is told that neither of the two is given.

use super::providers::{self, NO_SAML, SamlResponse};
use crate::{Access, Action, Cx, Fault, Params, Result, text};

pub(super) struct UpdateSAMLProvider {
    name: String,
    about: Option<String>,
    metadata: Option<String>,
    sign_algo: Option<String>,
}

impl Action for UpdateSAMLProvider {
    const NAME: &'static str = "UpdateSAMLProvider";
    const DOC: &'static str = "Modifies a SAML identity provider.";
    const ACCESS: Access = Access::Update;
    const RESOURCES: &'static [&'static str] =
        &["acs:ram:*:{account}:saml-provider/{SAMLProviderName}"];
    const FAULTS: &'static [Fault] = &[NO_SAML];
    type Response = SamlResponse;

    fn read(p: &mut Params<'_>) -> Result<Self> {
        let metadata =
            text("NewEncodedSAMLMetadataDocument").form("Base64 text", providers::is_base64);
        Ok(Self {
            name: providers::name(p, "SAMLProviderName")?,
            about: p.optional(providers::about("NewDescription"))?,
            metadata: p.optional(metadata.doc("The metadata document, in Base64."))?,
            sign_algo: p.optional(
                text("AuthnSignAlgo")
                    .line(1, 64)
                    .doc("The algorithm that signs authentication requests."),
            )?,
        })
    }

    fn run(self, cx: &mut Cx<'_>) -> Result<SamlResponse> {
        if self.about.is_none() && self.metadata.is_none() && self.sign_algo.is_none() {
            return Err(providers::invalid("NewDescription"));
        }
        if let Some(metadata) = &self.metadata {
            providers::check_metadata(cx, "NewEncodedSAMLMetadataDocument", metadata)?;
        }
        let mut found = providers::saml(cx, &self.name)?;
        found.about = self.about.unwrap_or(found.about);
        found.metadata = self.metadata.unwrap_or(found.metadata);
        found.sign_algo = self.sign_algo.unwrap_or(found.sign_algo);
        providers::save_saml(cx, found)
    }
}
