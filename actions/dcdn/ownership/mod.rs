//! Proofs of the ownership of root domains.

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod describe_dcdn_verify_content;
pub(super) mod verify_dcdn_domain_owner;
