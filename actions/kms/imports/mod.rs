//! Keys whose material comes from outside.

pub(super) mod import_tokens;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod delete_key_material;
pub(super) mod get_parameters_for_import;
pub(super) mod import_key_material;
