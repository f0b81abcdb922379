//! Aliases of keys.

pub(super) mod alias_lists;
pub(super) mod alias_names;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod create_alias;
pub(super) mod delete_alias;
pub(super) mod list_aliases;
pub(super) mod list_aliases_by_key_id;
pub(super) mod update_alias;
