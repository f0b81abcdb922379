//! Members: accounts that belong to the directory.

pub(super) mod access_role;
pub(super) mod member_names;
pub(super) mod member_view;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod create_resource_account;
