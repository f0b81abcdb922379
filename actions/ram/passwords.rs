//! Stored passwords: salted and hashed, so that no file and no backup contains one.

use std::fmt::Write;

use sha2::{Digest, Sha256};

use super::tables::profiles::Profile;
use crate::{Random, shared::ids};

/// The maximum number of previous passwords that a policy can exclude.
const MAX_PREVIOUS: usize = 24;

/// The salted hash of a password, in its stored form.
pub(super) fn hash_new(random: &mut dyn Random, password: &str) -> String {
    let salt = ids::hex(random, 32);
    let hash = hash(&salt, password);
    format!("{salt}${hash}")
}

/// Whether `sealed` is the stored hash of `password`.
pub(super) fn matches(sealed: &str, password: &str) -> bool {
    sealed.split_once('$').is_some_and(|(salt, kept)| hash(salt, password) == kept)
}

/// Whether `password` is one of the last `count` passwords, including the current one.
pub(super) fn is_reused(profile: &Profile, password: &str, count: i64) -> bool {
    let count = usize::try_from(count).unwrap_or(0);
    let last = std::iter::once(&profile.password).chain(&profile.former);
    last.take(count).any(|sealed| matches(sealed, password))
}

/// Replaces the current password.
pub(super) fn replace(random: &mut dyn Random, profile: &mut Profile, password: &str) {
    let old = std::mem::replace(&mut profile.password, hash_new(random, password));
    profile.former.insert(0, old);
    profile.former.truncate(MAX_PREVIOUS);
}

fn hash(salt: &str, password: &str) -> String {
    let digest = Sha256::new().chain_update(salt).chain_update(password).finalize();
    digest.iter().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    struct PseudoRandom(u32);

    impl Random for PseudoRandom {
        fn fill(&mut self, bytes: &mut [u8]) {
            for byte in bytes {
                self.0 = self.0.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                *byte = self.0.to_be_bytes()[0];
            }
        }
    }

    #[test]
    fn a_password_is_known_but_not_kept() {
        let random = &mut PseudoRandom(0);
        let sealed = hash_new(random, "Secret-1");
        assert!(!sealed.contains("Secret"));
        assert!(matches(&sealed, "Secret-1"));
        assert!(!matches(&sealed, "secret-1"));
        assert_ne!(sealed, hash_new(random, "Secret-1"), "salted");
    }

    #[test]
    fn the_last_passwords_are_remembered() {
        let random = &mut PseudoRandom(0);
        let password = hash_new(random, "p0");
        let mut profile = Profile {
            password,
            former: Vec::new(),
            reset_required: false,
            mfa_required: false,
            made: 0,
        };
        for n in 1..=30 {
            replace(random, &mut profile, &format!("p{n}"));
        }
        assert!(!is_reused(&profile, "p30", 0));
        assert!(is_reused(&profile, "p30", 1));
        assert!(!is_reused(&profile, "p29", 1));
        assert!(is_reused(&profile, "p7", 24));
        assert!(!is_reused(&profile, "p6", 24));
        assert_eq!(profile.former.len(), MAX_PREVIOUS);
    }
}
