//! What several products do alike.

pub mod access_key;
pub mod format;
