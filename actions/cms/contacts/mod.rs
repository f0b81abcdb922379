//! Alert contacts and their groups.

pub(super) mod activation;
pub(super) mod channels;
pub(super) mod contact_rules;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod delete_contact;
pub(super) mod delete_contact_group;
pub(super) mod describe_contact_group_list;
pub(super) mod describe_contact_list;
pub(super) mod describe_contact_list_by_contact_group;
pub(super) mod put_contact;
pub(super) mod put_contact_group;
