//! Folders.

pub(crate) mod folder_names;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod create_folder;
