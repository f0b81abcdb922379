//! Templates: both generations of actions over one set.

pub(super) mod template_audit;
pub(super) mod template_rules;
pub(super) mod template_states;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod add_sms_template;
pub(super) mod create_sms_template;
pub(super) mod delete_sms_template;
pub(super) mod get_sms_template;
pub(super) mod get_sms_template_list;
pub(super) mod modify_sms_template;
pub(super) mod query_sms_template;
pub(super) mod query_sms_template_list;
pub(super) mod update_sms_template;
