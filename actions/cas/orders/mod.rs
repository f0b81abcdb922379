//! Orders of a package: application, validation, issue, cancellation.

pub(super) mod applicants;
pub(super) mod application_control;
pub(super) mod certificate_product;
pub(super) mod order_faults;
pub(super) mod order_flow;
pub(super) mod order_states;
pub(super) mod order_view;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod cancel_certificate_for_package_request;
pub(super) mod cancel_order_request;
pub(super) mod create_certificate_for_package_request;
pub(super) mod create_certificate_request;
pub(super) mod create_certificate_with_csr_request;
pub(super) mod delete_certificate_request;
pub(super) mod describe_certificate_state;
pub(super) mod describe_package_state;
pub(super) mod get_certificate_package_count;
pub(super) mod renew_certificate_order_for_package_request;
