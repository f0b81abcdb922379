//! The codes of an authenticator: RFC 6238 with SHA-1, 30 seconds and 6 digits.
//!
//! Assumed: how far the clocks of server and authenticator may differ.

use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;

use crate::{Random, shared::ids};

const ALPHABET: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// A new seed: 160 bits in Base32.
pub(super) fn seed(random: &mut dyn Random) -> String {
    ids::pick(random, ALPHABET, 32)
}

/// Whether `first` and `second` are consecutive codes of the seed. The authenticator's clock may be
/// off by half a minute.
pub(super) fn proves(seed: &str, now: i64, first: &str, second: &str) -> bool {
    let Some(key) = decode(seed) else { return false };
    let step = now.div_euclid(30_000);
    (step - 1..=step + 1).any(|step| {
        code(&key, step - 1).as_deref() == Some(first)
            && code(&key, step).as_deref() == Some(second)
    })
}

fn code(key: &[u8], step: i64) -> Option<String> {
    let mut mac = Hmac::<Sha1>::new_from_slice(key).ok()?;
    mac.update(&step.to_be_bytes());
    let digest = mac.finalize().into_bytes();
    let at = usize::from(digest.last()? & 15);
    let four: [u8; 4] = digest.get(at..at + 4)?.try_into().ok()?;
    Some(format!("{:06}", (u32::from_be_bytes(four) & 0x7fff_ffff) % 1_000_000))
}

/// Decodes Base32 without padding.
fn decode(text: &str) -> Option<Vec<u8>> {
    let (mut bits, mut held, mut bytes) = (0_u32, 0, Vec::with_capacity(text.len() * 5 / 8));
    for c in text.bytes() {
        let five = ALPHABET.iter().position(|known| *known == c)?;
        bits = bits << 5 | u32::try_from(five).ok()?;
        held += 5;
        if held >= 8 {
            held -= 8;
            bytes.push(u8::try_from(bits >> held).ok()?);
            bits &= (1 << held) - 1;
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The seed of RFC 6238, appendix B.
    const SEED: &str = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";

    #[test]
    fn codes_are_those_of_the_rfc() {
        let key = decode(SEED).unwrap();
        assert_eq!(key, b"12345678901234567890");
        for (time, want) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(code(&key, time / 30).as_deref(), Some(want), "{time}");
        }
    }

    #[test]
    fn two_codes_in_a_row_prove_the_seed_for_a_while() {
        let (first, second) = ("081804", "050471");
        let at = |time: i64| proves(SEED, time * 1000, first, second);
        assert!(at(1_111_111_111));
        assert!(at(1_111_111_111 + 30));
        assert!(at(1_111_111_111 - 30));
        assert!(!at(1_111_111_111 + 90));
        assert!(!at(1_111_111_111 - 90));
        assert!(!proves(SEED, 1_111_111_111_000, second, first));
        assert!(!proves(SEED, 1_111_111_111_000, first, first));
        assert!(!proves("not base 32", 1_111_111_111_000, first, second));
    }
}
