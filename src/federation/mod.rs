//! Proofs of other parties: OIDC tokens and SAML responses, and the signatures on them.

pub mod oidc;
pub mod saml;
mod xml_signature;
