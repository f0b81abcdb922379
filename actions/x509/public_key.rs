//! Public keys: parsing, encoding, verification, encryption.

use p256::elliptic_curve::sec1::ToSec1Point;
use rsa::{
    Oaep, Pkcs1v15Sign, Pss, RsaPublicKey,
    pkcs1::{DecodeRsaPublicKey, EncodeRsaPublicKey},
    traits::PublicKeyParts,
};
use sha2::{Digest, Sha256};
use sm2::dsa::signature::{Verifier, hazmat::PrehashVerifier};
use x509_cert::{
    der::{Decode, oid::ObjectIdentifier},
    spki::SubjectPublicKeyInfoRef,
};

use super::{
    Error, Result,
    der::{self, oid},
    source::RandomAdapter,
};
use crate::Random;

pub(super) const RSA: ObjectIdentifier = oid("1.2.840.113549.1.1.1");
pub(super) const EC: ObjectIdentifier = oid("1.2.840.10045.2.1");

/// The default signer id of SM2 (GM/T 0009-2012).
pub(super) const SM2_ID: &str = "1234567812345678";

/// An elliptic curve.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Curve {
    /// `prime256v1`.
    P256,
    /// `secp384r1`.
    P384,
    /// `secp521r1`.
    P521,
    /// `sm2p256v1`.
    Sm2,
    /// `secp256k1`, which no certificate that is read has.
    K256,
}

impl Curve {
    /// How many bits its keys have.
    #[must_use]
    pub const fn bits(self) -> i64 {
        match self {
            Self::P256 | Self::Sm2 | Self::K256 => 256,
            Self::P384 => 384,
            Self::P521 => 521,
        }
    }

    pub(super) const fn oid(self) -> ObjectIdentifier {
        match self {
            Self::P256 => oid("1.2.840.10045.3.1.7"),
            Self::P384 => oid("1.3.132.0.34"),
            Self::P521 => oid("1.3.132.0.35"),
            Self::Sm2 => oid("1.2.156.10197.1.301"),
            Self::K256 => oid("1.3.132.0.10"),
        }
    }

    pub(super) fn of(found: &ObjectIdentifier) -> Result<Self> {
        [Self::P256, Self::P384, Self::P521, Self::Sm2]
            .into_iter()
            .find(|curve| curve.oid() == *found)
            .ok_or(Error::Algorithm)
    }
}

/// A signature scheme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// RSA, PKCS#1 v1.5, SHA-256.
    Rsa,
    /// RSA, PSS, SHA-256.
    RsaPss,
    /// ECDSA, SHA-256, as DER.
    Ecdsa,
    /// SM2 with SM3, as DER.
    Sm2,
}

/// A public key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PublicKey {
    /// RSA.
    Rsa(Box<RsaPublicKey>),
    /// A point on a curve, uncompressed.
    Ec(Curve, Vec<u8>),
}

impl PublicKey {
    /// Reads a `SubjectPublicKeyInfo`.
    pub(super) fn read(found: &SubjectPublicKeyInfoRef<'_>) -> Result<Self> {
        let bytes = found.subject_public_key.as_bytes().ok_or(Error::Algorithm)?;
        match found.algorithm.oid {
            RSA => {
                let key = RsaPublicKey::from_pkcs1_der(bytes).map_err(|_| Error::Algorithm)?;
                Ok(Self::Rsa(Box::new(key)))
            }
            EC => {
                let curve = found.algorithm.parameters.ok_or(Error::Algorithm)?;
                let curve: ObjectIdentifier = curve.decode_as().map_err(|_| Error::Algorithm)?;
                Self::point(Curve::of(&curve)?, bytes)
            }
            _ => Err(Error::Algorithm),
        }
    }

    /// Parses a point on a curve in any encoding.
    pub(super) fn point(curve: Curve, bytes: &[u8]) -> Result<Self> {
        let point = match curve {
            Curve::P256 => p256::PublicKey::from_sec1_bytes(bytes)
                .map(|k| k.to_sec1_point(false).as_bytes().to_vec()),
            Curve::P384 => p384::PublicKey::from_sec1_bytes(bytes)
                .map(|k| k.to_sec1_point(false).as_bytes().to_vec()),
            Curve::P521 => p521::PublicKey::from_sec1_bytes(bytes)
                .map(|k| k.to_sec1_point(false).as_bytes().to_vec()),
            Curve::Sm2 => sm2::PublicKey::from_sec1_bytes(bytes)
                .map(|k| k.to_sec1_point(false).as_bytes().to_vec()),
            Curve::K256 => k256::PublicKey::from_sec1_bytes(bytes)
                .map(|k| k.to_sec1_point(false).as_bytes().to_vec()),
        };
        Ok(Self::Ec(curve, point.map_err(|_| Error::Algorithm)?))
    }

    /// As a `SubjectPublicKeyInfo`.
    #[must_use]
    pub fn der(&self) -> Vec<u8> {
        match self {
            Self::Rsa(key) => {
                let key = key.to_pkcs1_der().map(|d| d.as_bytes().to_vec()).unwrap_or_default();
                let algorithm = der::sequence(&[&der::identifier(&RSA), der::NULL]);
                der::sequence(&[&algorithm, &der::bits(&key)])
            }
            Self::Ec(curve, point) => {
                let algorithm =
                    der::sequence(&[&der::identifier(&EC), &der::identifier(&curve.oid())]);
                der::sequence(&[&algorithm, &der::bits(point)])
            }
        }
    }

    /// Reads a `SubjectPublicKeyInfo` from its bytes.
    pub fn from_der(bytes: &[u8]) -> Result<Self> {
        Self::read(&SubjectPublicKeyInfoRef::from_der(bytes).map_err(|_| Error::Algorithm)?)
    }

    /// `RSA`, `ECC` or `SM2`.
    #[must_use]
    pub const fn algorithm(&self) -> &'static str {
        match self {
            Self::Rsa(_) => "RSA",
            Self::Ec(Curve::Sm2, _) => "SM2",
            Self::Ec(..) => "ECC",
        }
    }

    /// How many bits it has.
    #[must_use]
    pub fn bits(&self) -> i64 {
        match self {
            Self::Rsa(key) => i64::try_from(key.n().bits()).unwrap_or(0),
            Self::Ec(curve, _) => curve.bits(),
        }
    }

    /// Whether `signature` is a valid signature of `message` by the private key.
    #[must_use]
    pub fn verifies(&self, scheme: Scheme, message: &[u8], signature: &[u8]) -> bool {
        match (scheme, self) {
            (Scheme::Sm2, Self::Ec(Curve::Sm2, point)) => sm2_key(point).is_some_and(|key| {
                sm2_signature(signature).is_some_and(|s| key.verify(message, &s).is_ok())
            }),
            _ => self.verifies_digest(scheme, &Sha256::digest(message), signature),
        }
    }

    /// Whether `signature` is a valid signature of the message with this digest. An SM2 digest
    /// includes the signer's id.
    #[must_use]
    pub fn verifies_digest(&self, scheme: Scheme, digest: &[u8], signature: &[u8]) -> bool {
        match (scheme, self) {
            (Scheme::Rsa, Self::Rsa(key)) => {
                let padding = Pkcs1v15Sign::new::<rsa::sha2::Sha256>();
                key.verify(padding, digest, signature).is_ok()
            }
            (Scheme::RsaPss, Self::Rsa(key)) => {
                digest.len() == 32
                    && key.verify(Pss::new::<rsa::sha2::Sha256>(), digest, signature).is_ok()
            }
            (Scheme::Ecdsa, Self::Ec(curve, point)) => {
                verifies_ecdsa(*curve, point, &pad_digest(*curve, digest), signature)
            }
            (Scheme::Sm2, Self::Ec(Curve::Sm2, point)) => sm2_key(point).is_some_and(|key| {
                sm2_signature(signature).is_some_and(|s| key.verify_prehash(digest, &s).is_ok())
            }),
            _ => false,
        }
    }

    /// RSA-OAEP with SHA-1 or SHA-256; `text` must not exceed the maximum size for the key.
    pub fn encrypt_oaep(
        &self,
        random: &mut dyn Random,
        sha1: bool,
        text: &[u8],
    ) -> Result<Vec<u8>> {
        let Self::Rsa(key) = self else { return Err(Error::Operation) };
        let padding = oaep(sha1);
        key.encrypt(&mut RandomAdapter(random), padding, text).map_err(|_| Error::Operation)
    }

    /// SM2 encryption: C1, C3, C2, as DER.
    pub fn encrypt_sm2(&self, random: &mut dyn Random, text: &[u8]) -> Result<Vec<u8>> {
        let Self::Ec(Curve::Sm2, point) = self else { return Err(Error::Operation) };
        let key = sm2::pke::EncryptingKey::from_sec1_bytes(point).map_err(|_| Error::Operation)?;
        key.encrypt_der(&mut RandomAdapter(random), text).map_err(|_| Error::Operation)
    }
}

pub(super) fn oaep(sha1: bool) -> Oaep {
    if sha1 { Oaep::new::<rsa_sha1::Sha1>() } else { Oaep::new::<rsa::sha2::Sha256>() }
}

/// Pads a digest to the size of the curve's numbers; a longer one is unchanged.
pub(super) fn pad_digest(curve: Curve, digest: &[u8]) -> Vec<u8> {
    let size = usize::try_from(curve.bits()).unwrap_or(0).div_ceil(8);
    let mut wide = vec![0; size.saturating_sub(digest.len())];
    wide.extend_from_slice(digest);
    wide
}

fn verifies_ecdsa(curve: Curve, point: &[u8], digest: &[u8], signature: &[u8]) -> bool {
    match curve {
        Curve::P256 => p256::ecdsa::VerifyingKey::from_sec1_bytes(point).is_ok_and(|key| {
            p256::ecdsa::Signature::from_der(signature)
                .is_ok_and(|s| key.verify_prehash(digest, &s).is_ok())
        }),
        Curve::P384 => p384::ecdsa::VerifyingKey::from_sec1_bytes(point).is_ok_and(|key| {
            p384::ecdsa::Signature::from_der(signature)
                .is_ok_and(|s| key.verify_prehash(digest, &s).is_ok())
        }),
        Curve::P521 => p521::ecdsa::VerifyingKey::from_sec1_bytes(point).is_ok_and(|key| {
            p521::ecdsa::Signature::from_der(signature)
                .is_ok_and(|s| key.verify_prehash(digest, &s).is_ok())
        }),
        // Its library takes only the smaller of the two forms of a signature; both are valid.
        Curve::K256 => k256::ecdsa::VerifyingKey::from_sec1_bytes(point).is_ok_and(|key| {
            k256::ecdsa::Signature::from_der(signature)
                .is_ok_and(|s| key.verify_prehash(digest, &s.normalize_s()).is_ok())
        }),
        Curve::Sm2 => false,
    }
}

fn sm2_key(point: &[u8]) -> Option<sm2::dsa::VerifyingKey> {
    sm2::dsa::VerifyingKey::from_sec1_bytes(SM2_ID, point).ok()
}

fn sm2_signature(bytes: &[u8]) -> Option<sm2::dsa::Signature> {
    sm2::dsa::Signature::from_der(bytes).ok()
}
