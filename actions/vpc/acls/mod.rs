//! Network ACLs.

pub(in crate::vpc) mod acl_entries;
pub(in crate::vpc) mod bound;
pub(in crate::vpc) mod views;
pub(in crate::vpc) mod wording;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod associate_network_acl;
pub(super) mod create_network_acl;
pub(super) mod delete_network_acl;
pub(super) mod describe_network_acl_attributes;
pub(super) mod describe_network_acls;
pub(super) mod modify_network_acl_attributes;
pub(super) mod unassociate_network_acl;
pub(super) mod update_network_acl_entries;
