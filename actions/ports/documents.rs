//! Documents by which others prove something, SAML documents and JSON web tokens: their verified content, and how an
//! action asks for one to be parsed. Parsing may take milliseconds and needs no credentials to trigger, so it does
//! not happen inside the transaction.

use std::sync::Arc;

use serde_json::{Map, Value};

use crate::ApiError;

/// An assertion that an identity provider has signed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Assertion {
    /// Who has signed it.
    pub issuer: String,
    /// The value of `NameID`.
    pub subject: String,
    /// The `Format` of `NameID`.
    pub subject_format: String,
    /// `Recipient` of the subject confirmation.
    pub recipient: String,
    /// Its audience restrictions; empty for none.
    pub audiences: Vec<String>,
    /// All `NotBefore` times, in milliseconds since 1970.
    pub starts: Vec<i64>,
    /// All `NotOnOrAfter` times, in milliseconds since 1970.
    pub ends: Vec<i64>,
    /// Its attributes, with their values.
    pub attributes: Vec<(String, Vec<String>)>,
}

impl Assertion {
    /// The values of an attribute.
    pub fn values<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let of = self.attributes.iter().filter(move |(n, _)| n == name);
        of.flat_map(|(_, values)| values.iter().map(String::as_str))
    }
}

/// Why an assertion is rejected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Untrusted {
    /// The metadata of the provider has no issuer or no certificate.
    Metadata,
    /// It is not signed by the provider, or is not what was signed.
    Assertion,
}

/// A document that must be parsed before the action can run; those of SAML are in Base64. It is the cause of an
/// [`ApiError`] that rolls back the action and that no caller sees.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DocumentNeeded {
    /// The metadata of an identity provider.
    #[error("the metadata of a SAML provider has to be read first")]
    Metadata(Arc<str>),
    /// A response, which the identity provider with this metadata must have signed.
    #[error("a SAML response has to be read first")]
    Response {
        /// The metadata of the provider.
        metadata: Arc<str>,
        /// The response.
        response: Arc<str>,
    },
    /// A JSON web token, which one of these keys, a JWK set, must have signed.
    #[error("a JSON web token has to be read first")]
    Token {
        /// The token.
        token: Arc<str>,
        /// The keys.
        keys: Arc<str>,
    },
    /// A JWK set.
    #[error("a set of keys has to be read first")]
    KeySet(Arc<str>),
}

impl DocumentNeeded {
    /// The document that this error asks for, if it asks for one.
    #[must_use]
    pub fn by(error: &ApiError) -> Option<Self> {
        error.cause.as_ref()?.downcast_ref().cloned()
    }
}

/// The result of a [`DocumentNeeded`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadDocument {
    /// Whether it is an XML document of a kind that metadata may be.
    Metadata(bool),
    /// The assertion of the response, or why it is rejected.
    Response(Result<Assertion, Untrusted>),
    /// What the token claims, unless none of the keys has signed it.
    Token(Option<Map<String, Value>>),
    /// Whether it is a JWK set of public keys that tokens can be checked with, and nothing else.
    KeySet(bool),
}
