//! Batch tasks.

mod batch_types;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod describe_batch_result_count;
pub(super) mod describe_batch_result_detail;
pub(super) mod operate_batch_domain;
