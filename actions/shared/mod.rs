//! What several products do alike.

pub mod format;
pub mod notify;
pub mod states;
pub mod verification;
