//! Signatures over messages as JSON web tokens (RFC 7518) and XML signatures carry them: the
//! hash is named beside the algorithm, and an ECDSA signature is two numbers of fixed length.

use rsa::{BigUint, Pkcs1v15Sign, Pss, RsaPublicKey, traits::PublicKeyParts};
use sha2::{Digest, Sha256, Sha384, Sha512};
use sm2::dsa::signature::hazmat::PrehashVerifier;

use super::{
    Error, Result,
    public_key::{Curve, PublicKey, pad_digest},
};

/// A hash of the SHA-2 family.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hash {
    /// SHA-256.
    Sha256,
    /// SHA-384.
    Sha384,
    /// SHA-512.
    Sha512,
}

impl Hash {
    /// The digest of `message`.
    #[must_use]
    pub fn digest(self, message: &[u8]) -> Vec<u8> {
        match self {
            Self::Sha256 => Sha256::digest(message).to_vec(),
            Self::Sha384 => Sha384::digest(message).to_vec(),
            Self::Sha512 => Sha512::digest(message).to_vec(),
        }
    }
}

/// How a message was signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MessageSignature {
    /// RSA with PKCS #1 v1.5 padding.
    RsaPkcs1(Hash),
    /// RSA with PSS padding and a salt as long as the hash.
    RsaPss(Hash),
    /// ECDSA, as the concatenation of the two numbers.
    Ecdsa(Hash),
}

impl PublicKey {
    /// An RSA key of its modulus and exponent, big-endian.
    ///
    /// # Errors
    ///
    /// [`Error::Algorithm`] if they are no RSA key or it has more than 4,096 bits.
    pub fn from_rsa_numbers(modulus: &[u8], exponent: &[u8]) -> Result<Self> {
        let number = BigUint::from_bytes_be;
        let key = RsaPublicKey::new(number(modulus), number(exponent));
        key.map(|key| Self::Rsa(Box::new(key))).map_err(|_| Error::Algorithm)
    }

    /// The modulus and the exponent of an RSA key, big-endian; `None` of any other.
    #[must_use]
    pub fn rsa_numbers(&self) -> Option<[Vec<u8>; 2]> {
        let Self::Rsa(key) = self else { return None };
        Some([key.n().to_bytes_be(), key.e().to_bytes_be()])
    }

    /// The point of a curve with these coordinates, big-endian.
    ///
    /// # Errors
    ///
    /// [`Error::Algorithm`] if they are not on the curve.
    pub fn from_coordinates(curve: Curve, x: &[u8], y: &[u8]) -> Result<Self> {
        let point = [&[4], &pad_digest(curve, x)[..], &pad_digest(curve, y)[..]].concat();
        Self::point(curve, &point)
    }

    /// Whether `signature` is a valid signature of `message` by the private key.
    #[must_use]
    pub fn verifies_message(
        &self,
        how: MessageSignature,
        message: &[u8],
        signature: &[u8],
    ) -> bool {
        match (how, self) {
            (MessageSignature::RsaPkcs1(hash), Self::Rsa(key)) => {
                let padding = match hash {
                    Hash::Sha256 => Pkcs1v15Sign::new::<rsa::sha2::Sha256>(),
                    Hash::Sha384 => Pkcs1v15Sign::new::<rsa::sha2::Sha384>(),
                    Hash::Sha512 => Pkcs1v15Sign::new::<rsa::sha2::Sha512>(),
                };
                key.verify(padding, &hash.digest(message), signature).is_ok()
            }
            (MessageSignature::RsaPss(hash), Self::Rsa(key)) => {
                let padding = match hash {
                    Hash::Sha256 => Pss::new::<rsa::sha2::Sha256>(),
                    Hash::Sha384 => Pss::new::<rsa::sha2::Sha384>(),
                    Hash::Sha512 => Pss::new::<rsa::sha2::Sha512>(),
                };
                key.verify(padding, &hash.digest(message), signature).is_ok()
            }
            (MessageSignature::Ecdsa(hash), Self::Ec(curve, point)) => {
                verifies_ecdsa(*curve, point, &pad_digest(*curve, &hash.digest(message)), signature)
            }
            _ => false,
        }
    }
}

fn verifies_ecdsa(curve: Curve, point: &[u8], digest: &[u8], signature: &[u8]) -> bool {
    match curve {
        Curve::P256 => p256::ecdsa::VerifyingKey::from_sec1_bytes(point).is_ok_and(|key| {
            p256::ecdsa::Signature::from_slice(signature)
                .is_ok_and(|s| key.verify_prehash(digest, &s).is_ok())
        }),
        Curve::P384 => p384::ecdsa::VerifyingKey::from_sec1_bytes(point).is_ok_and(|key| {
            p384::ecdsa::Signature::from_slice(signature)
                .is_ok_and(|s| key.verify_prehash(digest, &s).is_ok())
        }),
        Curve::P521 => p521::ecdsa::VerifyingKey::from_sec1_bytes(point).is_ok_and(|key| {
            p521::ecdsa::Signature::from_slice(signature)
                .is_ok_and(|s| key.verify_prehash(digest, &s).is_ok())
        }),
        Curve::Sm2 | Curve::K256 => false,
    }
}
