//! Times and ids, as the wire writes them.

use chrono::{DateTime, SecondsFormat, Utc};

use crate::Random;

/// `2026-11-21T22:59:52Z`; empty for a time that no calendar has.
#[must_use]
pub fn iso(millis: i64) -> String {
    DateTime::<Utc>::from_timestamp_millis(millis)
        .map(|t| t.to_rfc3339_opts(SecondsFormat::Secs, true))
        .unwrap_or_default()
}

/// `2026-11-21`; empty for a time that no calendar has.
#[must_use]
pub fn date(millis: i64) -> String {
    DateTime::<Utc>::from_timestamp_millis(millis)
        .map(|t| t.format("%Y-%m-%d").to_string())
        .unwrap_or_default()
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

/// `count` random lower-case hexadecimal digits.
#[must_use]
pub fn hex(random: &mut dyn Random, count: usize) -> String {
    pick(random, b"0123456789abcdef", count)
}
