//! Seals: texts and bytes that only who has the key can read, and that nobody else can make or change.
//!
//! Security tokens and diagnostic messages are texts that a world has sealed, so neither needs a table.

use base64::{Engine, engine::general_purpose::STANDARD};
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305,
    aead::{Aead, Payload},
};

/// The key of seals. Shows nothing of itself.
pub struct Seal(XChaCha20Poly1305);

/// The bytes of a nonce. Long enough to be drawn at random for each text.
pub const NONCE: usize = 24;

impl Seal {
    /// The seals of this key.
    #[must_use]
    pub fn new(key: &[u8; 32]) -> Self {
        Self(XChaCha20Poly1305::new(key.into()))
    }

    /// Seals `plain` for one purpose, with a nonce that is used once.
    #[must_use]
    pub fn close(&self, purpose: &str, plain: &[u8], nonce: [u8; NONCE]) -> String {
        STANDARD.encode(self.close_bytes(purpose, plain, nonce))
    }

    /// The same, as bytes.
    #[must_use]
    pub fn close_bytes(&self, purpose: &str, plain: &[u8], nonce: [u8; NONCE]) -> Vec<u8> {
        let payload = Payload { msg: plain, aad: purpose.as_bytes() };
        // Fails only for more bytes than memory has; what then comes out, nobody can open.
        let closed = self.0.encrypt(&nonce.into(), payload).unwrap_or_default();
        [&nonce[..], &closed].concat()
    }

    /// What was sealed for this purpose.
    #[must_use]
    pub fn open(&self, purpose: &str, sealed: &str) -> Option<Vec<u8>> {
        self.open_bytes(purpose, &STANDARD.decode(sealed).ok()?)
    }

    /// The same, of bytes.
    #[must_use]
    pub fn open_bytes(&self, purpose: &str, sealed: &[u8]) -> Option<Vec<u8>> {
        let (nonce, closed) = sealed.split_first_chunk::<NONCE>()?;
        let payload = Payload { msg: closed, aad: purpose.as_bytes() };
        self.0.decrypt(nonce.into(), payload).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seal_opens_for_its_key_and_purpose_only() {
        let (ours, theirs) = (Seal::new(&[1; 32]), Seal::new(&[2; 32]));
        let text = ours.close("token", b"secret", [7; NONCE]);
        assert_eq!(ours.open("token", &text).as_deref(), Some(&b"secret"[..]));
        assert_eq!(ours.open("message", &text), None);
        assert_eq!(theirs.open("token", &text), None);
    }

    #[test]
    fn a_changed_text_does_not_open() {
        let seal = Seal::new(&[1; 32]);
        let text = seal.close("token", b"secret", [7; NONCE]);
        for at in 0..text.len() {
            let mut changed = text.clone().into_bytes();
            changed[at] = if changed[at] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(changed).unwrap();
            // The last characters of the encoding may say the same in two ways; they may not here.
            assert_eq!(seal.open("token", &changed), None, "{at}");
        }
        for bad in ["", "A", "AAAA", "not base64!"] {
            assert_eq!(seal.open("token", bad), None);
        }
    }
}
