//! Trust stores of Java in its former format (`sun.security.provider.JavaKeyStore`).

use sha1::{Digest, Sha1};

/// What such a file begins with.
const MAGIC: u32 = 0xfeed_feed;
const VERSION: u32 = 2;
/// An entry that is a trusted certificate.
const TRUSTED: u32 = 2;
/// What is hashed with the password, so that the checksum is that of a key store.
const WHITENER: &[u8] = b"Mighty Aphrodite";

/// A trust store of named certificates, in DER, made at a time in milliseconds since 1970.
#[must_use]
pub fn trust_store(certificates: &[(String, Vec<u8>)], password: &str, made: i64) -> Vec<u8> {
    let mut out = Vec::new();
    let number = |out: &mut Vec<u8>, n: u32| out.extend_from_slice(&n.to_be_bytes());
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    number(&mut out, MAGIC);
    number(&mut out, VERSION);
    number(&mut out, count(certificates.len()));
    for (name, certificate) in certificates {
        number(&mut out, TRUSTED);
        text(&mut out, name);
        out.extend_from_slice(&made.to_be_bytes());
        text(&mut out, "X.509");
        number(&mut out, count(certificate.len()));
        out.extend_from_slice(certificate);
    }
    let password = password.encode_utf16().flat_map(u16::to_be_bytes);
    let mut checksum = Sha1::new();
    checksum.update(password.collect::<Vec<u8>>());
    checksum.update(WHITENER);
    checksum.update(&out);
    out.extend_from_slice(&checksum.finalize());
    out
}

/// A short text of ASCII, with its length.
fn text(out: &mut Vec<u8>, it: &str) {
    let it: String = it.chars().filter(char::is_ascii).take(usize::from(u16::MAX)).collect();
    out.extend_from_slice(&u16::try_from(it.len()).unwrap_or(u16::MAX).to_be_bytes());
    out.extend_from_slice(it.as_bytes());
}
