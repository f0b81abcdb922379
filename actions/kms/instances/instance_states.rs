//! The states of an instance.

pub(in crate::kms) const UNINITIALIZED: &str = "Uninitialized";
pub(in crate::kms) const CONNECTING: &str = "Connecting";
pub(in crate::kms) const CONNECTED: &str = "Connected";
/// All of them.
pub(in crate::kms) const ALL: &[&str] =
    &[UNINITIALIZED, CONNECTING, CONNECTED, "Disconnected", "Error"];
