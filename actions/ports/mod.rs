//! Interfaces that actions use: database, due work, messages, keys, SAML documents.

pub mod documents;
pub mod due;
pub mod keys;
pub mod outbox;
pub mod store;
