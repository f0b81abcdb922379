//! The directory itself: enabled, shown, its settings, destroyed.

pub(super) mod directory_view;
pub(crate) mod enabling;
pub(super) mod switches;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod destroy_resource_directory;
pub(super) mod enable_resource_directory;
pub(super) mod get_resource_directory;
pub(super) mod precheck_for_consolidated_billing_account;
pub(super) mod send_verification_code_for_enable_rd;
pub(super) mod set_member_display_name_sync_status;
