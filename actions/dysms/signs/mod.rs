//! Signs: both generations of actions over one set.

pub(super) mod add_sms_sign;
pub(super) mod create_sms_sign;
pub(super) mod delete_sms_sign;
pub(super) mod get_sms_sign;
pub(super) mod modify_sms_sign;
mod new_faults;
pub(super) mod query_sms_sign;
pub(super) mod query_sms_sign_list;
pub(super) mod sign_audit;
pub(super) mod sign_rules;
pub(super) mod sign_states;
pub(super) mod update_sms_sign;
