//! The rows of the product, and every statement that touches them: one file for each kind of thing.

pub(super) mod applications;
pub(super) mod change_orders;
pub(super) mod namespaces;

/// A step, once released, never changes; a new one comes last.
pub(super) const SCHEMA: &[&str] = &[
    namespaces::TABLE,
    applications::TABLE,
    applications::BY_NUMBER,
    applications::BY_NAME,
    applications::TAG_TABLE,
    change_orders::TABLE,
    change_orders::BY_APPLICATION,
    change_orders::SETTING_TABLE,
];
