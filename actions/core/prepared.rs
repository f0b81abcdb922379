//! What takes long to make or to read, and is ready when the action runs again: RSA keys and documents.

use serde_json::{Map, Value};

use crate::{
    ApiError, Cx, Result,
    ports::{
        documents::{Assertion, DocumentNeeded, ReadDocument, Untrusted},
        keys::KeyNeeded,
    },
    x509::PrivateKey,
};

impl Cx<'_> {
    /// An RSA key of `bits` bits. The first time it returns an error that rolls back the action,
    /// which runs again once the key is generated; so ask for it after all checks.
    pub fn rsa_key(&mut self, bits: usize) -> Result<PrivateKey> {
        let needed = KeyNeeded { bits };
        match self.keys.take(needed) {
            Some(made) => made.map_err(ApiError::internal),
            None => Err(ApiError::internal(needed)),
        }
    }

    /// Whether this Base64 text is a document that may be a provider's metadata. The first time it
    /// returns an error that rolls back the action, which runs again once the document is parsed.
    pub fn is_metadata(&mut self, base64: &str) -> Result<bool> {
        match self.read(DocumentNeeded::Metadata(base64.into()))? {
            ReadDocument::Metadata(is) => Ok(is),
            _ => Ok(false),
        }
    }

    /// The assertion of a SAML response, if the identity provider with this metadata has signed it;
    /// both in Base64. The first time it returns an error, as with
    /// [`is_metadata`](Self::is_metadata).
    pub fn assertion(
        &mut self,
        metadata: &str,
        response: &str,
    ) -> Result<Result<Assertion, Untrusted>> {
        let reading =
            DocumentNeeded::Response { metadata: metadata.into(), response: response.into() };
        match self.read(reading)? {
            ReadDocument::Response(assertion) => Ok(assertion),
            _ => Ok(Err(Untrusted::Assertion)),
        }
    }

    /// What a JSON web token claims, if one of `keys`, a JWK set, has signed it. The first time it is an error,
    /// as with [`is_metadata`](Self::is_metadata).
    pub fn claims(&mut self, token: &str, keys: &str) -> Result<Option<Map<String, Value>>> {
        let reading = DocumentNeeded::Token { token: token.into(), keys: keys.into() };
        match self.read(reading)? {
            ReadDocument::Token(claims) => Ok(claims),
            _ => Ok(None),
        }
    }

    /// Whether this is a JWK set of public keys that tokens can be checked with, and nothing else. The first time
    /// it is an error, as with [`is_metadata`](Self::is_metadata).
    pub fn is_key_set(&mut self, keys: &str) -> Result<bool> {
        match self.read(DocumentNeeded::KeySet(keys.into()))? {
            ReadDocument::KeySet(is) => Ok(is),
            _ => Ok(false),
        }
    }

    fn read(&mut self, reading: DocumentNeeded) -> Result<ReadDocument> {
        self.keys.take_document(&reading).ok_or_else(|| ApiError::internal(reading))
    }
}
