//! Records.

mod bindings;
pub(super) mod changes;
pub(super) mod shown_records;
pub(super) mod sub_domain_names;
pub(super) mod sub_domains;
pub(super) mod values;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod add_domain_record;
pub(super) mod delete_domain_record;
pub(super) mod delete_sub_domain_records;
pub(super) mod describe_domain_record_info;
pub(super) mod describe_domain_records;
pub(super) mod describe_sub_domain_records;
pub(super) mod set_domain_record_status;
pub(super) mod update_domain_record;
pub(super) mod update_domain_record_remark;
