//! The kinds of resources that the tables hold, for those who look at the state.

use crate::core::resources::{ResourcePart, ResourceTable};

const CHANGED: &[&str] = &["made", "changed"];

pub(in crate::ims) const RESOURCES: &[ResourceTable] = &[
    ResourceTable::new(
        "saml-provider",
        ("SAML providers", "SAML 身份提供商"),
        "ims_saml_provider",
        &["name"],
    )
    .summary(&["about", "changed"])
    .times(CHANGED)
    .tally("ims_saml_provider"),
    ResourceTable::new(
        "oidc-provider",
        ("OIDC providers", "OIDC 身份提供商"),
        "ims_oidc_provider",
        &["name"],
    )
    .also(&["issuer"])
    .summary(&["issuer", "client_ids", "changed"])
    .times(CHANGED)
    .tally("ims_oidc_provider")
    .parts(&[
        ResourcePart::new("keys", "ims_oidc_keys", &[("issuer", "issuer")]),
        ResourcePart::new("signing keys", "ims_oidc_signing_key", &[("issuer", "issuer")]),
    ]),
];
