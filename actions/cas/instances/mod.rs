//! Subscription instances: what is bought once and issues certificates.

pub(super) mod instance_faults;
pub(super) mod instance_flow;
pub(super) mod instance_orders;
pub(super) mod instance_states;
pub(super) mod instance_view;
pub(super) mod refunds;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod apply_certificate;
pub(super) mod batch_update_notice_status;
pub(super) mod cancel_pending_certificate;
pub(super) mod delete_instance;
pub(super) mod get_instance_detail;
pub(super) mod get_instance_summary;
pub(super) mod get_task_attribute;
pub(super) mod list_instances;
pub(super) mod refund_instance;
pub(super) mod revoke_certificate;
pub(super) mod update_instance;
