//! Verification codes that the service makes, sends and checks.

pub(super) mod delivery;
pub(super) mod given_templates;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod check_sms_verify_code;
pub(super) mod query_send_details;
pub(super) mod send_sms_verify_code;
