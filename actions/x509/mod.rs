//! X.509 certificates, certificate signing requests and keys: parsing, verification, creation.
//!
//! Pure functions: randomness is passed as [`Random`](crate::Random), the time as a number. RSA,
//! the NIST curves P-256, P-384 and P-521, and SM2.

mod certificate;
mod csr;
mod der;
mod issue;
pub mod jks;
#[cfg(test)]
mod known_answers;
mod message_signature;
mod names;
mod pem;
pub mod pkcs12;
mod pkcs7;
mod private_key;
mod public_key;
mod source;

pub use certificate::{Certificate, hex};
pub use csr::Csr;
pub use issue::{CertificateTemplate, Extras, Usage, issue, request};
pub use message_signature::{Hash, MessageSignature};
pub use names::{Name, is_domain};
pub use pem::{Block, blocks, encode, labels};
pub use pkcs7::{signed_data, signed_data_is_by, signed_digest};
pub use private_key::PrivateKey;
pub use public_key::{Curve, PublicKey, Scheme};

/// Errors of certificates, requests and keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Not PEM, or no block of the expected kind.
    #[error("this is not PEM")]
    Pem,
    /// A certificate that cannot be read.
    #[error("this is not a certificate")]
    Certificate,
    /// A certificate signing request that cannot be read, or whose signature is wrong.
    #[error("this is not a certificate signing request")]
    Csr,
    /// A private key that cannot be read.
    #[error("this is not a private key")]
    Key,
    /// An encrypted private key.
    #[error("the private key is encrypted")]
    Encrypted,
    /// An unknown algorithm, curve or key size.
    #[error("the algorithm is not supported")]
    Algorithm,
    /// The key has the wrong type for the operation, or the text is too long for it.
    #[error("the key does not serve this operation")]
    Operation,
}

/// The result of such work.
pub type Result<T, E = Error> = std::result::Result<T, E>;
