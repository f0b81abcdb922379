//! Schemes of apps: which app may verify numbers.

pub(super) mod scheme_faults;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod create_scheme_config;
pub(super) mod create_verify_scheme;
pub(super) mod delete_verify_scheme;
pub(super) mod describe_verify_scheme;
