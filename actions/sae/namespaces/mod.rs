//! Namespaces.

pub(super) mod namespace_id;
mod namespace_view;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod create_namespace;
pub(super) mod delete_namespace;
pub(super) mod describe_namespace;
pub(super) mod describe_namespace_list;
pub(super) mod describe_namespace_resources;
pub(super) mod describe_namespaces;
pub(super) mod update_namespace;
pub(super) mod update_namespace_vpc;
