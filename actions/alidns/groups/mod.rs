//! Groups of domains.

pub(super) mod domain_groups;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod add_domain_group;
pub(super) mod change_domain_group;
pub(super) mod delete_domain_group;
pub(super) mod describe_domain_groups;
pub(super) mod update_domain_group;
