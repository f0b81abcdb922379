//! Logs.

mod log_filters;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod describe_domain_logs;
pub(super) mod describe_record_logs;
