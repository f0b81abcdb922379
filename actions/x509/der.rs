//! DER encoding of the types in certificates.

use x509_cert::der::{Encode, oid::ObjectIdentifier};

pub(super) const fn oid(text: &'static str) -> ObjectIdentifier {
    ObjectIdentifier::new_unwrap(text)
}

/// A value of any tag, from concatenated parts.
pub(super) fn tlv(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let length: usize = parts.iter().map(|p| p.len()).sum();
    let mut out = Vec::with_capacity(length + 6);
    out.push(tag);
    let bytes = length.to_be_bytes();
    let skip = bytes.iter().take_while(|b| **b == 0).count();
    match u8::try_from(length) {
        Ok(short) if short < 0x80 => out.push(short),
        _ => {
            out.push(0x80 | u8::try_from(bytes.len() - skip).unwrap_or(8));
            out.extend_from_slice(&bytes[skip..]);
        }
    }
    for part in parts {
        out.extend_from_slice(part);
    }
    out
}

pub(super) fn sequence(parts: &[&[u8]]) -> Vec<u8> {
    tlv(0x30, parts)
}

pub(super) fn set(parts: &[&[u8]]) -> Vec<u8> {
    tlv(0x31, parts)
}

/// `[n]` around a whole value.
pub(super) fn explicit(n: u8, value: &[u8]) -> Vec<u8> {
    tlv(0xa0 | n, &[value])
}

pub(super) fn identifier(oid: &ObjectIdentifier) -> Vec<u8> {
    oid.to_der().unwrap_or_default()
}

/// A non-negative integer from big-endian bytes.
pub(super) fn integer(bytes: &[u8]) -> Vec<u8> {
    let skip = bytes.iter().take_while(|b| **b == 0).count();
    let bytes = &bytes[skip..];
    match bytes.first() {
        Some(first) if *first < 0x80 => tlv(0x02, &[bytes]),
        _ => tlv(0x02, &[&[0], bytes]),
    }
}

pub(super) fn octets(bytes: &[u8]) -> Vec<u8> {
    tlv(0x04, &[bytes])
}

/// A bit string of whole bytes.
pub(super) fn bits(bytes: &[u8]) -> Vec<u8> {
    tlv(0x03, &[&[0], bytes])
}

pub(super) fn utf8(text: &str) -> Vec<u8> {
    tlv(0x0c, &[text.as_bytes()])
}

pub(super) fn printable(text: &str) -> Vec<u8> {
    tlv(0x13, &[text.as_bytes()])
}

pub(super) const NULL: &[u8] = &[5, 0];
pub(super) const TRUE: &[u8] = &[1, 1, 0xff];

/// The last time that a certificate can have, which says that it has no end (RFC 5280, 4.1.2.5).
const LAST: i64 = 253_402_300_799_000;

/// A time, to the second: two digits of the year until 2049, four from then on.
pub(super) fn time(millis: i64) -> Vec<u8> {
    let at = chrono::DateTime::from_timestamp_millis(millis.min(LAST)).unwrap_or_default();
    if (1950..2050).contains(&chrono::Datelike::year(&at)) {
        tlv(0x17, &[at.format("%y%m%d%H%M%SZ").to_string().as_bytes()])
    } else {
        tlv(0x18, &[at.format("%Y%m%d%H%M%SZ").to_string().as_bytes()])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_grow_with_their_value() {
        assert_eq!(octets(&[7; 3]), [4, 3, 7, 7, 7]);
        assert_eq!(octets(&[0; 200])[..3], [4, 0x81, 200]);
        assert_eq!(octets(&[0; 0x1234])[..4], [4, 0x82, 0x12, 0x34]);
    }

    #[test]
    fn numbers_are_positive_and_short() {
        assert_eq!(integer(&[0, 0, 0x7f]), [2, 1, 0x7f]);
        assert_eq!(integer(&[0x80]), [2, 2, 0, 0x80]);
        assert_eq!(integer(&[]), [2, 1, 0]);
    }

    #[test]
    fn times_change_their_form_in_2050() {
        assert_eq!(time(0)[2..], *b"700101000000Z");
        assert_eq!(time(2_524_608_000_000)[2..], *b"20500101000000Z");
        assert_eq!(time(i64::MAX)[2..], *b"99991231235959Z");
    }
}
