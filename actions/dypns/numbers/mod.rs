//! Which number a phone has: logging in by it, and verifying it, by tokens that a carrier would give.

pub(super) mod spending;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod get_auth_token;
pub(super) mod get_mobile;
pub(super) mod get_phone_with_token;
pub(super) mod verify_mobile;
pub(super) mod verify_phone_with_token;
