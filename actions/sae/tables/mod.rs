//! The rows of the product, and every statement that touches them: one file for each kind of thing.

pub(crate) mod contacts;
pub(crate) mod settings;

/// A step, once released, never changes; a new one comes last.
pub(super) const SCHEMA: &[&str] = &[
    contacts::TABLE,
    contacts::BY_USER,
    contacts::BY_PHONE,
    contacts::BY_ALERT_CONTACT,
    settings::TABLE,
];
