//! Interfaces that actions use: database, due work, messages and their delivery, keys, SAML documents.

pub mod delivery;
pub mod documents;
pub mod due;
pub mod keys;
pub mod outbox;
pub mod store;
