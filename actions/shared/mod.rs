//! What several products do alike.

pub mod format;
pub mod ids;
pub mod notify;
pub mod states;
pub mod verification;
