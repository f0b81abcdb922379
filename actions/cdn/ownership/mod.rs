//! Proofs of the ownership of root domains.

pub(crate) mod proofs;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod describe_verify_content;
pub(super) mod verify_domain_owner;
