//! What is cached: refreshed and prefetched.

pub(crate) mod refresh;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod describe_cdn_user_quota;
pub(super) mod describe_refresh_quota;
pub(super) mod describe_refresh_task_by_id;
pub(super) mod describe_refresh_tasks;
pub(super) mod push_object_cache;
pub(super) mod refresh_object_caches;
