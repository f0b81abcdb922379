//! Signs: both generations of actions over one set.

pub(super) mod sign_audit;
pub(super) mod sign_rules;
pub(super) mod sign_states;

mod new_faults;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod add_sms_sign;
pub(super) mod create_sms_sign;
pub(super) mod delete_sms_sign;
pub(super) mod get_sms_sign;
pub(super) mod modify_sms_sign;
pub(super) mod query_sms_sign;
pub(super) mod query_sms_sign_list;
pub(super) mod update_sms_sign;
