//! AES and SM4 in the mode GCM.

use aes_gcm::{
    AesGcm, KeyInit,
    aead::{Aead, Nonce, Payload, consts::U12},
    aes::{Aes128, Aes192, Aes256},
};
use sm4::Sm4;

use crate::kms::key_specs::Algorithm;

/// The bytes of a nonce.
pub(super) const NONCE: usize = 12;
/// The bytes of a tag.
pub(super) const TAG: usize = 16;

/// Encrypts and authenticates a text; none if the key is not one of the algorithm.
pub(super) fn encrypt(
    algorithm: Algorithm,
    key: &[u8],
    nonce: [u8; NONCE],
    text: Payload<'_, '_>,
) -> Option<Vec<u8>> {
    match algorithm {
        Algorithm::Aes(16) => close::<AesGcm<Aes128, U12>>(key, nonce, text),
        Algorithm::Aes(24) => close::<AesGcm<Aes192, U12>>(key, nonce, text),
        Algorithm::Aes(_) => close::<AesGcm<Aes256, U12>>(key, nonce, text),
        Algorithm::Sm4 => close::<AesGcm<Sm4, U12>>(key, nonce, text),
        Algorithm::Rsa(_) | Algorithm::Curve(_) => None,
    }
}

/// The text, if key, nonce and what is bound to it are those that it was encrypted with.
pub(super) fn decrypt(
    algorithm: Algorithm,
    key: &[u8],
    nonce: [u8; NONCE],
    text: Payload<'_, '_>,
) -> Option<Vec<u8>> {
    match algorithm {
        Algorithm::Aes(16) => open::<AesGcm<Aes128, U12>>(key, nonce, text),
        Algorithm::Aes(24) => open::<AesGcm<Aes192, U12>>(key, nonce, text),
        Algorithm::Aes(_) => open::<AesGcm<Aes256, U12>>(key, nonce, text),
        Algorithm::Sm4 => open::<AesGcm<Sm4, U12>>(key, nonce, text),
        Algorithm::Rsa(_) | Algorithm::Curve(_) => None,
    }
}

fn close<C: Aead + KeyInit>(
    key: &[u8],
    nonce: [u8; NONCE],
    text: Payload<'_, '_>,
) -> Option<Vec<u8>> {
    let nonce = Nonce::<C>::try_from(nonce.as_slice()).ok()?;
    C::new_from_slice(key).ok()?.encrypt(&nonce, text).ok()
}

fn open<C: Aead + KeyInit>(
    key: &[u8],
    nonce: [u8; NONCE],
    text: Payload<'_, '_>,
) -> Option<Vec<u8>> {
    let nonce = Nonce::<C>::try_from(nonce.as_slice()).ok()?;
    C::new_from_slice(key).ok()?.decrypt(&nonce, text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bytes(hex: &str) -> Vec<u8> {
        (0..hex.len())
            .step_by(2)
            .map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap())
            .collect()
    }

    /// The test cases 4, 10 and 16 of the specification of GCM, which NIST publishes.
    #[test]
    fn aes_is_that_of_the_specification() {
        let key = bytes("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308");
        let nonce = bytes("cafebabefacedbaddecaf888").try_into().unwrap();
        let text = bytes(
            "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39",
        );
        let aad = bytes("feedfacedeadbeeffeedfacedeadbeefabaddad2");
        for (size, start, tag) in [
            (16, "42831ec2", "5bc94fbc3221a5db94fae95ae7121a47"),
            (24, "3980ca0b", "2519498e80f1478f37ba55bd6d27618c"),
            (32, "522dc1f0", "76fc6ece0f4e1768cddf8853bb2d551b"),
        ] {
            let (algorithm, key) = (Algorithm::Aes(size), &key[..size]);
            let payload = Payload { msg: &text, aad: &aad };
            let closed = encrypt(algorithm, key, nonce, payload).unwrap();
            assert_eq!(closed[..4], bytes(start), "{size}");
            assert_eq!(closed[text.len()..], bytes(tag), "{size}");
            let payload = Payload { msg: &closed, aad: &aad };
            assert_eq!(decrypt(algorithm, key, nonce, payload).as_ref(), Some(&text));
        }
    }

    /// The example of GB/T 32907, A.1: one block.
    #[test]
    fn a_block_of_sm4_is_that_of_its_standard() {
        use aes_gcm::aes::cipher::{BlockCipherEncrypt, KeyInit};
        let key = bytes("0123456789abcdeffedcba9876543210");
        let mut block = aes_gcm::aes::Block::try_from(key.as_slice()).unwrap();
        Sm4::new_from_slice(&key).unwrap().encrypt_block(&mut block);
        assert_eq!(block.as_slice(), bytes("681edf34d206965e86b3e94f536e4246"));
    }

    /// The example of RFC 8998, A.1.
    #[test]
    fn sm4_is_that_of_the_specification() {
        let key = bytes("0123456789abcdeffedcba9876543210");
        let nonce = bytes("00001234567800000000abcd").try_into().unwrap();
        let text = bytes(
            "aaaaaaaaaaaaaaaabbbbbbbbbbbbbbbbccccccccccccccccddddddddddddddddeeeeeeeeeeeeeeeeffffffffffffffffeeeeeeeeeeeeeeeeaaaaaaaaaaaaaaaa",
        );
        let aad = bytes("feedfacedeadbeeffeedfacedeadbeefabaddad2");
        let payload = Payload { msg: &text, aad: &aad };
        let closed = encrypt(Algorithm::Sm4, &key, nonce, payload).unwrap();
        assert_eq!(closed[..4], bytes("17f399f0"));
        assert_eq!(closed[text.len()..], bytes("83de3541e4c2b58177e065a9bf7b62ec"));
    }

    #[test]
    fn whatever_is_encrypted_decrypts_and_nothing_else() {
        for (algorithm, size) in [
            (Algorithm::Aes(16), 16),
            (Algorithm::Aes(24), 24),
            (Algorithm::Aes(32), 32),
            (Algorithm::Sm4, 16),
        ] {
            let key = vec![7; size];
            let closed =
                encrypt(algorithm, &key, [1; NONCE], Payload { msg: b"text", aad: b"a" }).unwrap();
            assert_eq!(closed.len(), 4 + TAG);
            let open = |msg: &[u8], aad: &[u8], key: &[u8]| {
                decrypt(algorithm, key, [1; NONCE], Payload { msg, aad })
            };
            assert_eq!(open(&closed, b"a", &key).as_deref(), Some(&b"text"[..]));
            assert_eq!(open(&closed, b"b", &key), None);
            assert_eq!(open(&closed, b"a", &vec![8; size]), None);
            assert_eq!(open(&closed[1..], b"a", &key), None);
            assert_eq!(open(&closed, b"a", &[7; 5]), None);
        }
    }
}
