//! Policies of keys and secrets.

pub(super) mod policy_documents;
