//! RSA keys that an action needs. Generating one takes up to seconds, so it does not happen inside
//! the transaction: the action asks for it ([`Cx::rsa_key`](crate::Cx::rsa_key)), is rolled back, and runs again once the key is
//! generated.

use crate::{
    ApiError, Random,
    ports::documents::{DocumentNeeded, ReadDocument},
    x509::{self, PrivateKey},
};

/// An RSA key that must be generated before the action can run. It is the cause of an [`ApiError`]
/// that rolls back the action and that no caller sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("an RSA key of {bits} bits has to be made first")]
pub struct KeyNeeded {
    /// Its size.
    pub bits: usize,
}

impl KeyNeeded {
    /// The key that this error asks for, if it asks for one.
    #[must_use]
    pub fn by(error: &ApiError) -> Option<Self> {
        error.cause.as_ref()?.downcast_ref().copied()
    }

    /// Generates it. The same random bytes yield the same key.
    pub fn make(self, random: &mut dyn Random) -> x509::Result<PrivateKey> {
        PrivateKey::rsa(random, self.bits)
    }
}

/// An error that may ask for a key or a parsed document before a retry.
pub trait NeedsPreparation {
    /// The key that it asks for.
    fn key_needed(&self) -> Option<KeyNeeded>;
    /// The document that it asks to be read.
    fn document_needed(&self) -> Option<DocumentNeeded> {
        None
    }
}

impl NeedsPreparation for ApiError {
    fn key_needed(&self) -> Option<KeyNeeded> {
        KeyNeeded::by(self)
    }

    fn document_needed(&self) -> Option<DocumentNeeded> {
        DocumentNeeded::by(self)
    }
}

/// The RSA keys generated and the documents parsed for a call or for due work; each is used once.
#[derive(Clone, Default)]
pub struct Keys {
    made: Vec<(KeyNeeded, x509::Result<PrivateKey>)>,
    read: Vec<(DocumentNeeded, ReadDocument)>,
}

impl Keys {
    /// Adds a generated key, or the error.
    pub fn add(&mut self, needed: KeyNeeded, made: x509::Result<PrivateKey>) {
        self.made.push((needed, made));
    }

    /// Adds a parsed document.
    pub fn add_document(&mut self, reading: DocumentNeeded, read: ReadDocument) {
        self.read.push((reading, read));
    }

    /// The key that was generated for this.
    pub(crate) fn take(&mut self, needed: KeyNeeded) -> Option<x509::Result<PrivateKey>> {
        let at = self.made.iter().position(|(of, _)| *of == needed)?;
        Some(self.made.remove(at).1)
    }

    /// The result of parsing this document.
    pub(crate) fn take_document(&mut self, reading: &DocumentNeeded) -> Option<ReadDocument> {
        let at = self.read.iter().position(|(of, _)| of == reading)?;
        Some(self.read.remove(at).1)
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> usize {
        self.made.len() + self.read.len()
    }
}
