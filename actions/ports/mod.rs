//! What an action may ask for: the database, later work, messages, keys, proofs.

pub mod due;
pub mod keys;
pub mod outbox;
pub mod saml;
pub mod store;
