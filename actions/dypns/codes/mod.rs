//! Verification codes that the service makes, sends and checks.

pub(super) mod check_sms_verify_code;
pub(super) mod delivery;
pub(super) mod given_templates;
pub(super) mod query_send_details;
pub(super) mod send_sms_verify_code;
