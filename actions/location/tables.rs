//! The rows of the product, and every statement that touches them.

pub(super) const SCHEMA: &[&str] = &[];
