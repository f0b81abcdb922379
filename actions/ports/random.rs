//! The port to randomness.

/// A source of random bytes. The world's own; seeded in tests.
pub trait Random {
    /// Fills `bytes`.
    fn fill(&mut self, bytes: &mut [u8]);
}
