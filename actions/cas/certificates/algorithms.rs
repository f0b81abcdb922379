//! The signing and encryption algorithms and their names.

use crate::{
    Fault,
    x509::{PublicKey, Scheme},
};

/// The signing algorithms.
pub(in crate::cas) const SCHEMES: &[&str] =
    &["SHA256withRSA", "SHA256withRSA/PSS", "SHA256withECDSA", "SM3withSM2", "SHA256withRSA/P7"];

/// The message is not base64, not a digest, or too long for the algorithm.
pub(in crate::cas) const BAD_MESSAGE: Fault = Fault {
    status: 400,
    code: "IncorrectFormat.Message",
    message: "The Message parameter format is incorrect.",
};
/// The algorithm does not fit the certificate's key.
pub(in crate::cas) const BAD_ALGORITHM: Fault = Fault {
    status: 400,
    code: "IncorrectFormat.SigningAlgorithm",
    message: "The SigningAlgorithm parameter format is incorrect.",
};

/// The scheme of an algorithm, if it fits the key; `None` for PKCS#7.
pub(in crate::cas) fn scheme(name: &str, key: &PublicKey) -> Result<Option<Scheme>, Fault> {
    match (name, key.algorithm()) {
        ("SHA256withRSA", "RSA") => Ok(Some(Scheme::Rsa)),
        ("SHA256withRSA/PSS", "RSA") => Ok(Some(Scheme::RsaPss)),
        ("SHA256withRSA/P7", "RSA") => Ok(None),
        ("SHA256withECDSA", "ECC") => Ok(Some(Scheme::Ecdsa)),
        ("SM3withSM2", "SM2") => Ok(Some(Scheme::Sm2)),
        _ => Err(BAD_ALGORITHM),
    }
}

/// An encryption algorithm.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::cas) enum Cipher {
    /// RSA-OAEP; whether with SHA-1.
    Oaep(bool),
    /// SM2.
    Sm2,
}

/// The algorithm of this name, with or without underscores: the pages use both.
pub(in crate::cas) fn cipher(name: &str) -> Option<Cipher> {
    match name.replace('_', "").as_str() {
        "RSAESOAEPSHA1" => Some(Cipher::Oaep(true)),
        "RSAESOAEPSHA256" => Some(Cipher::Oaep(false)),
        "SM2PKE" => Some(Cipher::Sm2),
        _ => None,
    }
}

pub(in crate::cas) fn is_cipher(name: &str) -> bool {
    cipher(name).is_some()
}

/// Whether it is `RAW` or `BASE64`, in any case.
pub(in crate::cas) fn is_message_kind(it: &str) -> bool {
    ["RAW", "BASE64"].iter().any(|kind| it.eq_ignore_ascii_case(kind))
}

/// The algorithm does not fit the certificate's key.
pub(in crate::cas) const BAD_CIPHER: Fault = Fault {
    status: 400,
    code: "IncorrectFormat.Algorithm",
    message: "The Algorithm parameter format is incorrect.",
};
