//! The hashes, the keyed hashes and the RSA signatures under the schemes.

use std::ops::Deref;

use base64::{Engine, engine::general_purpose::STANDARD};
use hmac::{Hmac, KeyInit};
use rsa::{Pkcs1v15Sign, RsaPrivateKey, RsaPublicKey};
use sha1::Sha1;
use sha2::{Digest, Sha256};
use sm3::Sm3;
use subtle::ConstantTimeEq;

use super::encode;

/// A hash function. Each works on blocks of 64 bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hash {
    /// SHA-1, 20 bytes. Used with a key only.
    Sha1,
    /// SHA-256, 32 bytes.
    Sha256,
    /// SM3, 32 bytes.
    Sm3,
}

/// What a hash yields.
#[derive(Clone, Copy, Debug)]
pub struct Sum {
    bytes: [u8; 32],
    length: usize,
}

impl Deref for Sum {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.bytes[..self.length]
    }
}

impl Sum {
    fn of(output: &[u8]) -> Self {
        let mut bytes = [0; 32];
        bytes[..output.len()].copy_from_slice(output);
        Self { bytes, length: output.len() }
    }

    /// In lower-case hexadecimal.
    #[must_use]
    pub fn hex(&self) -> String {
        let mut out = Vec::with_capacity(64);
        encode::hex(&mut out, self);
        String::from_utf8(out).unwrap_or_default()
    }
}

impl Hash {
    /// The hash of no bytes, in lower-case hexadecimal: that of most bodies.
    #[must_use]
    pub fn of_nothing(self) -> &'static str {
        match self {
            Self::Sha1 => "da39a3ee5e6b4b0d3255bfef95601890afd80709",
            Self::Sha256 => "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
            Self::Sm3 => "1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b",
        }
    }

    /// The hash of `bytes`.
    #[must_use]
    pub fn of(self, bytes: &[u8]) -> Sum {
        match self {
            Self::Sha1 => Sum::of(&Sha1::digest(bytes)),
            Self::Sha256 => Sum::of(&Sha256::digest(bytes)),
            Self::Sm3 => Sum::of(&Sm3::digest(bytes)),
        }
    }
}

impl Hash {
    /// The hash of these bytes, one part after the other.
    pub(super) fn of_parts<'a>(self, parts: impl IntoIterator<Item = &'a [u8]>) -> Sum {
        fn all<'a, D: Digest>(parts: impl IntoIterator<Item = &'a [u8]>) -> Sum {
            let whole = parts.into_iter().fold(D::new(), Digest::chain_update);
            Sum::of(&whole.finalize())
        }
        match self {
            Self::Sha1 => all::<Sha1>(parts),
            Self::Sha256 => all::<Sha256>(parts),
            Self::Sm3 => all::<Sm3>(parts),
        }
    }
}

/// The key of an HMAC, ready for use.
///
/// It shows nothing of itself: no `Debug`, no access.
#[derive(Clone)]
pub struct HmacKey(Keyed);

/// The state after the key was taken in, which is half of the work for a short text.
#[derive(Clone)]
enum Keyed {
    Sha1(Hmac<Sha1>),
    Sha256(Hmac<Sha256>),
    Sm3(Hmac<Sm3>),
}

impl HmacKey {
    /// The key that consists of `parts`, one after the other.
    #[must_use]
    pub fn new(hash: Hash, parts: &[&[u8]]) -> Self {
        let mut block = [0; 64];
        let length: usize = parts.iter().map(|part| part.len()).sum();
        if length > block.len() {
            // What HMAC does with a key longer than a block, for example with a private key's text.
            let sum = hash.of(&parts.concat());
            block[..sum.len()].copy_from_slice(&sum);
        } else {
            let mut at = 0;
            for part in parts {
                block[at..at + part.len()].copy_from_slice(part);
                at += part.len();
            }
        }
        let key = &block.into();
        Self(match hash {
            Hash::Sha1 => Keyed::Sha1(Hmac::new(key)),
            Hash::Sha256 => Keyed::Sha256(Hmac::new(key)),
            Hash::Sm3 => Keyed::Sm3(Hmac::new(key)),
        })
    }

    /// The keyed hash of `text`.
    #[must_use]
    pub fn sign(&self, text: &[u8]) -> Sum {
        self.sign_parts([text])
    }

    /// The keyed hash of these bytes, one part after the other.
    pub(super) fn sign_parts<'a>(&self, parts: impl IntoIterator<Item = &'a [u8]>) -> Sum {
        fn sum<'a, M: hmac::Mac + Clone>(
            keyed: &M,
            parts: impl IntoIterator<Item = &'a [u8]>,
        ) -> Sum {
            let whole = parts.into_iter().fold(keyed.clone(), hmac::Mac::chain_update);
            Sum::of(&whole.finalize().into_bytes())
        }
        match &self.0 {
            Keyed::Sha1(keyed) => sum(keyed, parts),
            Keyed::Sha256(keyed) => sum(keyed, parts),
            Keyed::Sm3(keyed) => sum(keyed, parts),
        }
    }
}

/// How a signature is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spelling {
    /// Standard base64 with padding: the schemes of version 1.
    Base64,
    /// Hexadecimal: `ACS3` and `ACS4`.
    Hex,
}

impl Spelling {
    /// A signature in this spelling.
    #[must_use]
    pub fn write(self, signature: &[u8]) -> String {
        match self {
            Self::Base64 => STANDARD.encode(signature),
            Self::Hex => {
                let mut out = Vec::with_capacity(signature.len() * 2);
                encode::hex(&mut out, signature);
                String::from_utf8(out).unwrap_or_default()
            }
        }
    }

    /// Whether `text` spells `sum`. Takes the same time for every wrong text of the right length.
    fn spells(self, text: &str, sum: &Sum) -> bool {
        match self {
            Self::Base64 => {
                let mut ours = [0; 44];
                STANDARD
                    .encode_slice(&**sum, &mut ours)
                    .is_ok_and(|length| ours[..length].ct_eq(text.as_bytes()).into())
            }
            Self::Hex => {
                let mut theirs = Sum { bytes: [0; 32], length: sum.length };
                encode::unhex(text, &mut theirs.bytes[..sum.length]) && sum.ct_eq(&theirs).into()
            }
        }
    }

    /// The bytes that `text` spells.
    pub(super) fn read(self, text: &str) -> Option<Vec<u8>> {
        match self {
            Self::Base64 => STANDARD.decode(text).ok(),
            Self::Hex => {
                let mut out = vec![0; text.len() / 2];
                encode::unhex(text, &mut out).then_some(out)
            }
        }
    }
}

/// What a signature is checked with.
pub enum Check<'a> {
    /// The shared secret, as the scheme makes a key of it.
    Hmac(HmacKey),
    /// The public half of the client's key pair.
    Rsa(&'a RsaPublicKey),
    /// The server's key is not of the kind that the scheme uses: nothing can match.
    Never,
}

impl Check<'_> {
    /// Whether `signature` is that of `text`.
    #[must_use]
    pub fn accepts(&self, signature: &str, spelling: Spelling, text: &[u8]) -> bool {
        match self {
            Self::Hmac(key) => spelling.spells(signature, &key.sign(text)),
            Self::Rsa(key) => spelling.read(signature).is_some_and(|bytes| {
                key.verify(sha256_rsa(), &Sha256::digest(text), &bytes).is_ok()
            }),
            Self::Never => false,
        }
    }
}

/// The signature of `text` by a private key.
pub(super) fn sign_rsa(key: &RsaPrivateKey, text: &[u8]) -> rsa::Result<Vec<u8>> {
    key.sign(sha256_rsa(), &Sha256::digest(text))
}

/// PKCS#1 v1.5 over SHA-256.
fn sha256_rsa() -> Pkcs1v15Sign {
    // The DER of DigestInfo { sha256, NULL } up to the hash itself (RFC 8017, 9.2). Spelt out
    // because the crate derives it for another version of the hash's crate only.
    const SHA256: [u8; 19] = [
        0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01,
        0x05, 0x00, 0x04, 0x20,
    ];
    Pkcs1v15Sign { hash_len: Some(32), prefix: Box::new(SHA256) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_of_nothing_are_the_documented_ones() {
        for hash in [Hash::Sha1, Hash::Sha256, Hash::Sm3] {
            assert_eq!(hash.of(b"").hex(), hash.of_nothing());
        }
    }

    #[test]
    fn keyed_hashes_agree_with_the_published_vectors() {
        // RFC 2202 and RFC 4231, test cases 2 and 6 (a key longer than a block).
        let key = |hash| HmacKey::new(hash, &[b"Je", b"", b"fe"]);
        let text = b"what do ya want for nothing?";
        assert_eq!(key(Hash::Sha1).sign(text).hex(), "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79");
        assert_eq!(
            key(Hash::Sha256).sign(text).hex(),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        );
        let long = HmacKey::new(Hash::Sha256, &[&[0xaa; 100], &[0xaa; 31]]);
        assert_eq!(
            long.sign(b"Test Using Larger Than Block-Size Key - Hash Key First").hex(),
            "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
        );
    }

    #[test]
    fn a_signature_must_be_whole_and_in_its_spelling() {
        let check = Check::Hmac(HmacKey::new(Hash::Sha1, &[b"key"]));
        let sum = HmacKey::new(Hash::Sha1, &[b"key"]).sign(b"text");
        let (base64, hex) = (Spelling::Base64.write(&sum), Spelling::Hex.write(&sum));
        assert!(check.accepts(&base64, Spelling::Base64, b"text"));
        assert!(check.accepts(&hex, Spelling::Hex, b"text"));
        assert!(check.accepts(&hex.to_uppercase(), Spelling::Hex, b"text"));
        for (wrong, spelling) in [
            ("", Spelling::Base64),
            ("", Spelling::Hex),
            (&hex[..38], Spelling::Hex),
            (&base64[..27], Spelling::Base64),
            (&hex, Spelling::Base64),
            (&base64, Spelling::Hex),
        ] {
            assert!(!check.accepts(wrong, spelling, b"text"), "{wrong}");
        }
        assert!(!check.accepts(&base64, Spelling::Base64, b"Text"));
        assert!(!Check::Never.accepts(&base64, Spelling::Base64, b"text"));
    }
}
