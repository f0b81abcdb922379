//! What an action may ask for: the database, later work, messages, keys, proofs.

pub mod documents;
pub mod due;
pub mod keys;
pub mod outbox;
pub mod store;
