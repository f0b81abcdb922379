//! Deployment jobs and their workers.

pub(super) mod job_plan;
pub(super) mod job_run;
pub(super) mod job_states;
pub(super) mod job_view;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod create_deployment_job;
pub(super) mod create_rollback_task;
pub(super) mod delete_deployment_job;
pub(super) mod delete_worker_resource;
pub(super) mod describe_deployment_job;
pub(super) mod describe_deployment_job_status;
pub(super) mod list_deployment_job;
pub(super) mod list_deployment_job_cert;
pub(super) mod list_deployment_job_resource;
pub(super) mod list_worker_resource;
pub(super) mod update_deployment_job;
pub(super) mod update_deployment_job_status;
pub(super) mod update_worker_resource_status;
