//! Adapts the world's random source to the cryptographic libraries.

use std::convert::Infallible;

use p256::elliptic_curve::rand_core::{TryCryptoRng, TryRng};
use rsa::rand_core as older;

use crate::Random;

/// Implements both versions of the `RngCore` traits over one source.
pub(super) struct RandomAdapter<'a>(pub(super) &'a mut dyn Random);

impl RandomAdapter<'_> {
    fn array<const N: usize>(&mut self) -> [u8; N] {
        let mut bytes = [0; N];
        self.0.fill(&mut bytes);
        bytes
    }
}

impl TryRng for RandomAdapter<'_> {
    type Error = Infallible;
    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(u32::from_le_bytes(self.array()))
    }
    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(u64::from_le_bytes(self.array()))
    }
    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        self.0.fill(bytes);
        Ok(())
    }
}

impl TryCryptoRng for RandomAdapter<'_> {}

impl older::RngCore for RandomAdapter<'_> {
    fn next_u32(&mut self) -> u32 {
        u32::from_le_bytes(self.array())
    }
    fn next_u64(&mut self) -> u64 {
        u64::from_le_bytes(self.array())
    }
    fn fill_bytes(&mut self, bytes: &mut [u8]) {
        self.0.fill(bytes);
    }
    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), older::Error> {
        self.0.fill(bytes);
        Ok(())
    }
}

impl older::CryptoRng for RandomAdapter<'_> {}
