//! What is cached: refreshed and prefetched.

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod describe_dcdn_refresh_quota;
pub(super) mod describe_dcdn_refresh_task_by_id;
pub(super) mod describe_dcdn_refresh_tasks;
pub(super) mod describe_dcdn_user_quota;
pub(super) mod preload_dcdn_object_caches;
pub(super) mod refresh_dcdn_object_caches;
