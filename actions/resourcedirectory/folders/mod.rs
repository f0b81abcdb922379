//! Folders.

pub(crate) mod folder_names;
pub(super) mod folder_view;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod create_folder;
pub(super) mod delete_folder;
pub(super) mod get_folder;
pub(super) mod list_ancestors;
pub(super) mod list_folders_for_parent;
pub(super) mod update_folder;
