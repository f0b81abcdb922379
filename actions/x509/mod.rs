//! X.509 certificates, certificate signing requests and their keys: read, checked, made.
//!
//! Pure: what is random comes in as [`Random`](crate::Random), the time as a number.
//! RSA, the NIST curves P-256, P-384 and P-521, and SM2.

mod certificate;
mod csr;
mod der;
mod issue;
mod message_signature;
mod names;
mod pem;
mod pkcs7;
mod private_key;
mod public_key;
mod source;

pub use certificate::{Certificate, hex};
pub use csr::Csr;
pub use issue::{CertificateTemplate, Usage, issue, request};
pub use message_signature::{Hash, MessageSignature};
pub use names::{Name, is_domain};
pub use pem::{Block, blocks, encode, labels};
pub use pkcs7::{signed_data, signed_data_is_by, signed_digest};
pub use private_key::PrivateKey;
pub use public_key::{Curve, PublicKey, Scheme};

/// What can be wrong with a certificate, a request or a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Not PEM, or nothing of the wanted kind in it.
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
    /// A private key under a password.
    #[error("the private key is encrypted")]
    Encrypted,
    /// An algorithm, a curve or a size that is not known.
    #[error("the algorithm is not supported")]
    Algorithm,
    /// The key is of another kind than the operation needs, or the text is too long for it.
    #[error("the key does not serve this operation")]
    Operation,
}

/// The result of such work.
pub type Result<T, E = Error> = std::result::Result<T, E>;
