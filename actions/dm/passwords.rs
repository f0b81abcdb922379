//! Passwords of the SMTP server: of an address, or of all addresses of a domain. Only digests are kept.

use base16ct::lower::encode_string;
use sha2::{Digest, Sha256};

/// Whether a password has 10 to 20 characters, at least two digits, two capitals and two small letters among them.
pub(in crate::dm) fn is_good(password: &str) -> bool {
    let count = |is: fn(&char) -> bool| password.chars().filter(is).count();
    (10..=20).contains(&password.chars().count())
        && count(char::is_ascii_digit) >= 2
        && count(char::is_ascii_uppercase) >= 2
        && count(char::is_ascii_lowercase) >= 2
}

/// The digest of a password of the address or the domain `of`.
pub(in crate::dm) fn digest(of: &str, password: &str) -> String {
    encode_string(&Sha256::digest(format!("{of}\n{password}")))
}
