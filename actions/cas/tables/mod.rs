//! The rows of the product, and every statement that touches them: one file for each kind of thing.

pub(super) const SCHEMA: &[&str] = &[];
