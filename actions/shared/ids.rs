//! Ids, tokens and secrets: random text in the cloud's formats.

use sha2::{Digest, Sha256};

use crate::Random;

const LOWER: &[u8; 36] = b"abcdefghijklmnopqrstuvwxyz0123456789";

/// The id of an account's default resource group: `rg-acfm` and eleven letters or digits, the form
/// on the vendor's pages. Derived from the account id.
#[must_use]
pub fn default_resource_group(account: &str) -> String {
    let digest = Sha256::digest(account.as_bytes());
    let letters =
        digest.iter().take(11).map(|byte| char::from(LOWER[usize::from(*byte) % LOWER.len()]));
    "rg-acfm".chars().chain(letters).collect()
}

/// `count` random characters of `alphabet`, each about as likely as the next.
#[must_use]
pub fn pick(random: &mut dyn Random, alphabet: &[u8], count: usize) -> String {
    let mut bytes = vec![0; count * 2];
    random.fill(&mut bytes);
    bytes
        .chunks_exact(2)
        .map(|b| {
            char::from(alphabet[usize::from(u16::from_le_bytes([b[0], b[1]])) % alphabet.len()])
        })
        .collect()
}

/// `count` random digits, the first of them not 0.
#[must_use]
pub fn digits(random: &mut dyn Random, count: usize) -> String {
    pick(random, b"123456789", 1) + &pick(random, b"0123456789", count.saturating_sub(1))
}

/// `count` random letters and digits.
#[must_use]
pub fn letters(random: &mut dyn Random, count: usize) -> String {
    pick(random, b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", count)
}

/// `count` random lower-case letters and digits.
#[must_use]
pub fn lower(random: &mut dyn Random, count: usize) -> String {
    pick(random, LOWER, count)
}

/// `count` random lower-case hexadecimal digits.
#[must_use]
pub fn hex(random: &mut dyn Random, count: usize) -> String {
    pick(random, b"0123456789abcdef", count)
}

/// A random id in the form of a UUID, in lower case.
#[must_use]
pub fn uuid(random: &mut dyn Random) -> String {
    let hex = hex(random, 32);
    let parts = [(0, 8), (8, 12), (12, 16), (16, 20), (20, 32)];
    parts.map(|(from, to)| hex.get(from..to).unwrap_or_default()).join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Bytes that count up.
    struct Counting(u8);

    impl Random for Counting {
        fn fill(&mut self, bytes: &mut [u8]) {
            for byte in bytes {
                *byte = self.0;
                self.0 = self.0.wrapping_add(1);
            }
        }
    }

    #[test]
    fn a_uuid_has_five_parts_of_hexadecimal_digits() {
        let uuid = uuid(&mut Counting(0));
        let parts: Vec<&str> = uuid.split('-').collect();
        assert_eq!(parts.iter().map(|part| part.len()).collect::<Vec<_>>(), [8, 4, 4, 4, 12]);
        let is_digit = |c: char| c.is_ascii_digit() || ('a'..='f').contains(&c);
        assert!(parts.iter().all(|part| part.chars().all(is_digit)), "{uuid}");
    }

    #[test]
    fn each_account_has_a_default_resource_group_of_the_published_form() {
        let one = default_resource_group("1000000000000001");
        assert_eq!(one, default_resource_group("1000000000000001"));
        assert_ne!(one, default_resource_group("1000000000000002"));
        let rest = one.strip_prefix("rg-acfm").unwrap();
        assert_eq!(rest.len(), 11);
        assert!(rest.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()), "{one}");
    }
}
