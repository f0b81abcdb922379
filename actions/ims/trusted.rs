//! What other products need of identity providers, to verify their tokens and assertions.

pub(crate) use super::tables::oidc::{
    Provider as OidcProvider, keys as oidc_keys, provider as oidc_provider,
};
pub(crate) use super::tables::saml::provider as saml_provider;
