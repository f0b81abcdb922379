//! The rows of the product, and every statement that touches them: one file for each kind of thing.

/// A step, once released, never changes; a new one comes last.
pub(super) const SCHEMA: &[&str] = &[];
