//! Asymmetric cryptography.

pub(super) mod encryption;
pub(super) mod signing;

// The actions. `UPDATE=1 cargo test registry` keeps the list.
pub(super) mod asymmetric_decrypt;
pub(super) mod asymmetric_encrypt;
pub(super) mod asymmetric_sign;
pub(super) mod asymmetric_verify;
pub(super) mod generate_mac;
pub(super) mod get_public_key;
pub(super) mod verify_mac;
