//! Domains.

pub(super) mod grouped;
pub(super) mod hosting;
pub(super) mod name_servers;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod add_domain;
pub(super) mod delete_domain;
pub(super) mod describe_domain_info;
pub(super) mod describe_domain_ns;
pub(super) mod describe_domains;
pub(super) mod get_main_domain_name;
pub(super) mod modify_hichina_domain_dns;
pub(super) mod move_domain_resource_group;
pub(super) mod update_domain_remark;
