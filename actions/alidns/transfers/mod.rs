//! Domains that go from one account to another.

mod giving;
mod proofs;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod describe_transfer_domains;
pub(super) mod get_txt_record_for_verify;
pub(super) mod retrieve_domain;
pub(super) mod transfer_domain;
