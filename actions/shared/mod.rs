//! What several products do alike.

pub mod format;
pub mod verification;
