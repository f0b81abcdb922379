//! The rows of the product, and every statement that touches them.

pub(super) mod kinds;
pub(super) mod params;
pub(super) mod scenes;
pub(super) mod settings;

/// A step, once released, never changes; a new one comes last.
pub(super) const SCHEMA: &[&str] =
    &[scenes::TABLE, scenes::BY_ID, params::TABLE, params::BY_TIME, settings::TABLE];
