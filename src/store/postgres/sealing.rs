//! Secrets as they are in the database where the servers have a key for them: texts and bytes that only who has the key can
//! read.
//!
//! The nonce of what is sealed is a hash of it that only who has the key can make. So the same text is always sealed in the
//! same way, and `=`, keys and unique indexes are about what is sealed as they are about what is not. What it gives away is which
//! secrets are the same, and about how long they are.
//!
//! A text that begins as sealed ones do is sealed wherever it is written, so that nobody has the servers open by its name for
//! something what he found in a copy of the database.

use std::{borrow::Cow, fmt};

use actions::ports::store::StoreError;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::{
    seal::{NONCE, Seal},
    store::{SecretKey, postgres::base85},
};

/// What a sealed text begins with, and sealed bytes.
pub(super) const PREFIX: &str = "sealed:1:";

/// What is sealed, which is no other.
const TEXT: &str = "text";
const STATE: &str = "state";

/// What a call is answered, or a start, that comes upon what cannot be opened.
const NOT_OPENED: StoreError = StoreError::File(
    "The database has a value that was sealed with another secret key, or that somebody has changed: restore it from a \
     backup.",
);

/// Seals and opens.
pub(super) struct Sealing {
    seal: Seal,
    nonces: Hmac<Sha256>,
}

/// Shows nothing of itself.
impl fmt::Debug for Sealing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Sealing")
    }
}

fn hmac(key: &[u8; 32]) -> Hmac<Sha256> {
    // As a shorter key is taken by its definition.
    let mut block = [0; 64];
    block[..key.len()].copy_from_slice(key);
    Hmac::new(&block.into())
}

impl Sealing {
    pub(super) fn new(key: &SecretKey) -> Self {
        let whole = hmac(key.bytes());
        let part = |of: &str| -> [u8; 32] {
            whole.clone().chain_update(of).finalize().into_bytes().into()
        };
        Self { seal: Seal::new(&part("seals")), nonces: hmac(&part("nonces")) }
    }

    fn close(&self, purpose: &str, plain: &[u8]) -> Vec<u8> {
        let hash = self.nonces.clone().chain_update(purpose).chain_update([0]).chain_update(plain);
        let hash: [u8; 32] = hash.finalize().into_bytes().into();
        let mut nonce = [0; NONCE];
        nonce.copy_from_slice(&hash[..NONCE]);
        self.seal.close_bytes(purpose, plain, nonce)
    }

    /// A text, sealed.
    pub(super) fn text(&self, plain: &str) -> String {
        let mut text = PREFIX.to_owned();
        base85::encode(&self.close(TEXT, plain.as_bytes()), &mut text);
        text
    }

    /// A text of the database as it was before it was sealed, if it was.
    pub(super) fn read<'a>(&self, text: Cow<'a, str>) -> Result<Cow<'a, str>, StoreError> {
        let Some(sealed) = text.strip_prefix(PREFIX) else { return Ok(text) };
        let plain = base85::decode(sealed).and_then(|it| self.seal.open_bytes(TEXT, &it));
        let plain = plain.and_then(|it| String::from_utf8(it).ok());
        plain.map(Cow::Owned).ok_or(NOT_OPENED)
    }

    /// The bytes of a state, sealed.
    pub(super) fn close_bytes(&self, plain: &[u8]) -> Vec<u8> {
        [PREFIX.as_bytes(), &self.close(STATE, plain)].concat()
    }

    /// The bytes of a state as they were before they were sealed, if they were.
    pub(super) fn read_bytes(&self, bytes: Vec<u8>) -> Result<Vec<u8>, StoreError> {
        match bytes.strip_prefix(PREFIX.as_bytes()) {
            None => Ok(bytes),
            Some(sealed) => self.seal.open_bytes(STATE, sealed).ok_or(NOT_OPENED),
        }
    }
}

/// A text as it is kept. One that is empty is no secret.
pub(super) fn kept<'a>(sealing: Option<&Sealing>, text: &'a str, is_secret: bool) -> Cow<'a, str> {
    match sealing {
        Some(it) if !text.is_empty() && (is_secret || text.starts_with(PREFIX)) => {
            it.text(text).into()
        }
        _ => text.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sealing(key: u8) -> Sealing {
        Sealing::new(&SecretKey::of(&format!("{key:02x}").repeat(32)).unwrap())
    }

    #[test]
    fn a_text_is_sealed_in_one_way_and_opened_by_its_key_alone() {
        let (ours, theirs) = (sealing(1), sealing(2));
        for plain in ["x", "testsecret", "口令", &"x".repeat(2048)] {
            let sealed = ours.text(plain);
            assert_eq!(sealed, ours.text(plain));
            assert!(sealed.starts_with(PREFIX) && !sealed.contains(plain));
            assert_eq!(ours.read(sealed.as_str().into()).unwrap(), plain);
            assert_ne!(sealed, theirs.text(plain));
            assert!(theirs.read(sealed.as_str().into()).is_err());
            assert!(ours.read(sealed[..sealed.len() - 1].into()).is_err());
        }
        assert_ne!(ours.text("a")[..40], ours.text("b")[..40]);
    }

    #[test]
    fn only_secrets_are_sealed_and_what_looks_like_one() {
        let ours = sealing(1);
        assert_eq!(kept(Some(&ours), "name", false), "name");
        assert_eq!(kept(Some(&ours), "", true), "");
        assert_eq!(kept(None, "secret", true), "secret");
        assert_eq!(kept(None, "sealed:1:x", false), "sealed:1:x");
        let found = ours.text("secret");
        for (text, is_secret) in [("secret", true), (&found, false), (&found, true)] {
            let kept = kept(Some(&ours), text, is_secret);
            assert_eq!(ours.read(kept).unwrap(), text);
        }
        assert_eq!(ours.read("name".into()).unwrap(), "name");
    }

    #[test]
    fn a_state_is_sealed_as_bytes() {
        let ours = sealing(1);
        let sealed = ours.close_bytes(b"SQLite format 3\0");
        assert_eq!(ours.read_bytes(sealed.clone()).unwrap(), b"SQLite format 3\0");
        assert!(sealing(2).read_bytes(sealed).is_err());
        assert_eq!(ours.read_bytes(b"SQLite format 3\0".to_vec()).unwrap(), b"SQLite format 3\0");
        // A text is no state.
        let text = ours.text("x");
        let bytes = base85::decode(&text[PREFIX.len()..]).unwrap();
        assert!(ours.read_bytes([PREFIX.as_bytes(), &bytes].concat()).is_err());
    }
}
