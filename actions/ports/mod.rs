//! Interfaces that actions use: database, due work, client tokens, messages and their delivery, keys, SAML documents, randomness.

pub mod client_tokens;
pub mod delivery;
pub mod documents;
pub mod due;
pub mod keys;
pub mod message_details;
pub mod outbox;
pub mod random;
pub mod store;
