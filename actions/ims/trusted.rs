//! What other products may know of identity providers: all that is needed to believe one.

pub(crate) use super::tables::oidc::{
    Provider as OidcProvider, keys as oidc_keys, provider as oidc_provider,
};
pub(crate) use super::tables::saml::provider as saml_provider;
