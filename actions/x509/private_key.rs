//! Private keys: parsing, generation, signing, decryption.

use p256::elliptic_curve::{Generate, sec1::ToSec1Point};
use rsa::{
    BigUint, Pkcs1v15Sign, Pss, RsaPrivateKey,
    hazmat::rsa_decrypt_and_check,
    pkcs1::{DecodeRsaPrivateKey, EncodeRsaPrivateKey},
    pkcs8::DecodePrivateKey,
    traits::PublicKeyParts,
};
use sec1::EcPrivateKey;
use sha2::{Digest, Sha256};
use sm2::dsa::signature::{Signer, hazmat::PrehashSigner};
use x509_cert::der::{
    AnyRef, Decode, Reader, SliceReader, asn1::OctetStringRef, oid::ObjectIdentifier,
};

use super::{
    Curve, Error, PublicKey, Result, Scheme, der,
    pem::{self, labels},
    public_key::{EC, RSA, SM2_ID, oaep, pad_digest},
    source::RandomAdapter,
};
use crate::Random;

/// Maximum size of a key that is parsed, in bytes, about three times that of the largest accepted
/// RSA key. Checking a key takes time quadratic in its length.
const MAX_KEY_BYTES: usize = 8 * 1024;

/// A private key.
#[derive(Clone)]
pub enum PrivateKey {
    /// RSA.
    Rsa(Box<RsaPrivateKey>),
    /// The private number of an elliptic curve key, as bytes.
    Ec(Curve, Vec<u8>),
}

impl PrivateKey {
    /// Reads the first private key of a PEM text: PKCS#1, SEC 1 or PKCS#8, without a password.
    ///
    /// Under the plain label `PRIVATE KEY` each of the three formats is accepted, as by the service
    /// (Terraform's acceptance tests upload a PKCS#1 key this way).
    pub fn from_pem(text: &str) -> Result<Self> {
        for block in pem::blocks(text).map_err(|_| Error::Key)? {
            if block.encrypted || block.label == labels::ENCRYPTED {
                return Err(Error::Encrypted);
            }
            if block.der.len() > MAX_KEY_BYTES {
                return Err(Error::Key);
            }
            match block.label.as_str() {
                labels::RSA => return rsa(RsaPrivateKey::from_pkcs1_der(&block.der).ok()),
                labels::EC | "SM2 PRIVATE KEY" => return sec1(&block.der, None),
                labels::PRIVATE => return read_any_form(&block.der),
                labels::EC_PARAMETERS => {}
                _ => return Err(Error::Key),
            }
        }
        Err(Error::Key)
    }

    /// Generates an RSA key of this many bits.
    pub fn rsa(random: &mut dyn Random, bits: usize) -> Result<Self> {
        rsa(RsaPrivateKey::new(&mut RandomAdapter(random), bits).ok())
    }

    /// Generates an elliptic curve key.
    pub fn ec(random: &mut dyn Random, curve: Curve) -> Self {
        let mut source = RandomAdapter(random);
        let bytes = match curve {
            Curve::P256 => p256::SecretKey::generate_from_rng(&mut source).to_bytes().to_vec(),
            Curve::P384 => p384::SecretKey::generate_from_rng(&mut source).to_bytes().to_vec(),
            Curve::P521 => p521::SecretKey::generate_from_rng(&mut source).to_bytes().to_vec(),
            Curve::Sm2 => sm2::SecretKey::generate_from_rng(&mut source).to_bytes().to_vec(),
            Curve::K256 => k256::SecretKey::generate_from_rng(&mut source).to_bytes().to_vec(),
        };
        Self::Ec(curve, bytes)
    }

    /// As PEM: PKCS#1 or SEC 1.
    #[must_use]
    pub fn pem(&self) -> String {
        match self {
            Self::Rsa(key) => {
                let bytes = key.to_pkcs1_der().map(|d| d.as_bytes().to_vec()).unwrap_or_default();
                pem::encode(labels::RSA, &bytes)
            }
            Self::Ec(curve, number) => {
                let curve_id = der::explicit(0, &der::identifier(&curve.oid()));
                let public = match self.public() {
                    Ok(PublicKey::Ec(_, point)) => der::explicit(1, &der::bits(&point)),
                    _ => Vec::new(),
                };
                let bytes =
                    der::sequence(&[&der::integer(&[1]), &der::octets(number), &curve_id, &public]);
                pem::encode(labels::EC, &bytes)
            }
        }
    }

    /// Its public key.
    pub fn public(&self) -> Result<PublicKey> {
        let (curve, number) = match self {
            Self::Rsa(key) => return Ok(PublicKey::Rsa(Box::new(key.to_public_key()))),
            Self::Ec(curve, number) => (*curve, number.as_slice()),
        };
        let point = match curve {
            Curve::P256 => p256::SecretKey::from_slice(number)
                .map(|k| k.public_key().to_sec1_point(false).as_bytes().to_vec()),
            Curve::P384 => p384::SecretKey::from_slice(number)
                .map(|k| k.public_key().to_sec1_point(false).as_bytes().to_vec()),
            Curve::P521 => p521::SecretKey::from_slice(number)
                .map(|k| k.public_key().to_sec1_point(false).as_bytes().to_vec()),
            Curve::Sm2 => sm2::SecretKey::from_slice(number)
                .map(|k| k.public_key().to_sec1_point(false).as_bytes().to_vec()),
            Curve::K256 => k256::SecretKey::from_slice(number)
                .map(|k| k.public_key().to_sec1_point(false).as_bytes().to_vec()),
        };
        Ok(PublicKey::Ec(curve, point.map_err(|_| Error::Key)?))
    }

    /// The scheme in which it signs certificates.
    #[must_use]
    pub const fn scheme(&self) -> Scheme {
        match self {
            Self::Rsa(_) => Scheme::Rsa,
            Self::Ec(Curve::Sm2, _) => Scheme::Sm2,
            Self::Ec(..) => Scheme::Ecdsa,
        }
    }

    /// Signs a message.
    pub fn sign(&self, random: &mut dyn Random, scheme: Scheme, message: &[u8]) -> Result<Vec<u8>> {
        match (scheme, self) {
            (Scheme::Sm2, Self::Ec(Curve::Sm2, number)) => {
                let signature = sm2_key(number)?.try_sign(message).map_err(|_| Error::Operation)?;
                Ok(sm2_der(&signature))
            }
            _ => self.sign_digest(random, scheme, &Sha256::digest(message)),
        }
    }

    /// Signs the message with this digest of 32 bytes. An SM2 digest includes the signer's id.
    pub fn sign_digest(
        &self,
        random: &mut dyn Random,
        scheme: Scheme,
        digest: &[u8],
    ) -> Result<Vec<u8>> {
        if digest.len() != 32 {
            return Err(Error::Operation);
        }
        match (scheme, self) {
            (Scheme::Rsa, Self::Rsa(key)) => key
                .sign(Pkcs1v15Sign::new::<rsa::sha2::Sha256>(), digest)
                .map_err(|_| Error::Operation),
            (Scheme::RsaPss, Self::Rsa(key)) => key
                .sign_with_rng(&mut RandomAdapter(random), Pss::new::<rsa::sha2::Sha256>(), digest)
                .map_err(|_| Error::Operation),
            (Scheme::Ecdsa, Self::Ec(curve, number)) => {
                sign_ecdsa(*curve, number, &pad_digest(*curve, digest))
            }
            (Scheme::Sm2, Self::Ec(Curve::Sm2, number)) => {
                let signed = sm2_key(number)?.sign_prehash(digest);
                Ok(sm2_der(&signed.map_err(|_| Error::Operation)?))
            }
            _ => Err(Error::Operation),
        }
    }

    /// Signs a message that the client has padded and blinded: a raw RSA operation.
    pub fn sign_blinded(&self, random: &mut dyn Random, bytes: &[u8]) -> Result<Vec<u8>> {
        let Self::Rsa(key) = self else { return Err(Error::Operation) };
        let number = BigUint::from_bytes_be(bytes);
        let signed = rsa_decrypt_and_check(key.as_ref(), Some(&mut RandomAdapter(random)), &number)
            .map_err(|_| Error::Operation)?
            .to_bytes_be();
        let mut padded = vec![0; key.size().saturating_sub(signed.len())];
        padded.extend_from_slice(&signed);
        Ok(padded)
    }

    /// Decrypts the result of [`PublicKey::encrypt_oaep`].
    pub fn decrypt_oaep(&self, sha1: bool, bytes: &[u8]) -> Result<Vec<u8>> {
        let Self::Rsa(key) = self else { return Err(Error::Operation) };
        key.decrypt(oaep(sha1), bytes).map_err(|_| Error::Operation)
    }

    /// Decrypts what was encrypted by RSA with the padding of PKCS#1 v1.5.
    pub fn decrypt_pkcs1(&self, bytes: &[u8]) -> Result<Vec<u8>> {
        let Self::Rsa(key) = self else { return Err(Error::Operation) };
        key.decrypt(rsa::Pkcs1v15Encrypt, bytes).map_err(|_| Error::Operation)
    }

    /// Decrypts the result of [`PublicKey::encrypt_sm2`].
    pub fn decrypt_sm2(&self, bytes: &[u8]) -> Result<Vec<u8>> {
        let Self::Ec(Curve::Sm2, number) = self else { return Err(Error::Operation) };
        let key = sm2::SecretKey::from_slice(number).map_err(|_| Error::Operation)?;
        let key = sm2::pke::DecryptingKey::new(key);
        key.decrypt_der(bytes).map_err(|_| Error::Operation)
    }
}

fn rsa(key: Option<RsaPrivateKey>) -> Result<PrivateKey> {
    let key = key.filter(|key| key.size() <= 4096 / 8);
    key.map(|key| PrivateKey::Rsa(Box::new(key))).ok_or(Error::Key)
}

/// A SEC 1 key, whose curve may be known from its container.
fn sec1(bytes: &[u8], curve: Option<ObjectIdentifier>) -> Result<PrivateKey> {
    let found = EcPrivateKey::from_der(bytes).map_err(|_| Error::Key)?;
    let named = found.parameters.and_then(sec1::EcParameters::named_curve);
    let curve = Curve::of(&named.or(curve).ok_or(Error::Key)?).map_err(|_| Error::Key)?;
    let size = usize::try_from(curve.bits()).unwrap_or(0).div_ceil(8);
    // Some programs omit leading zeros.
    let mut number = vec![0; size.saturating_sub(found.private_key.len())];
    number.extend_from_slice(found.private_key);
    let key = PrivateKey::Ec(curve, number);
    key.public().map(|_| key)
}

/// A key in any of the three formats.
fn read_any_form(bytes: &[u8]) -> Result<PrivateKey> {
    pkcs8(bytes)
        .or_else(|_| rsa(RsaPrivateKey::from_pkcs1_der(bytes).ok()))
        .or_else(|_| sec1(bytes, None))
}

fn pkcs8(bytes: &[u8]) -> Result<PrivateKey> {
    let (kind, curve, key) = open(bytes).map_err(|_| Error::Key)?;
    match kind {
        RSA => rsa(RsaPrivateKey::from_pkcs8_der(bytes).ok()),
        EC => sec1(key, curve),
        _ => Err(Error::Key),
    }
}

/// The algorithm, the curve if any, and the key of a PKCS#8 structure.
fn open(
    bytes: &[u8],
) -> x509_cert::der::Result<(ObjectIdentifier, Option<ObjectIdentifier>, &[u8])> {
    let mut reader = SliceReader::new(bytes)?;
    let all: AnyRef<'_> = reader.decode()?;
    let mut inside = SliceReader::new(all.value())?;
    let _version: AnyRef<'_> = inside.decode()?;
    let algorithm: x509_cert::spki::AlgorithmIdentifierRef<'_> = inside.decode()?;
    let key: &OctetStringRef = inside.decode()?;
    let curve = algorithm.parameters.and_then(|p| p.decode_as().ok());
    Ok((algorithm.oid, curve, key.as_bytes()))
}

fn sign_ecdsa(curve: Curve, number: &[u8], digest: &[u8]) -> Result<Vec<u8>> {
    let bad = |_| Error::Operation;
    match curve {
        Curve::P256 => {
            let key = p256::ecdsa::SigningKey::from_slice(number).map_err(bad)?;
            let signed: p256::ecdsa::Signature = key.sign_prehash(digest).map_err(bad)?;
            Ok(signed.to_der().as_bytes().to_vec())
        }
        Curve::P384 => {
            let key = p384::ecdsa::SigningKey::from_slice(number).map_err(bad)?;
            let signed: p384::ecdsa::Signature = key.sign_prehash(digest).map_err(bad)?;
            Ok(signed.to_der().as_bytes().to_vec())
        }
        Curve::P521 => {
            let key = p521::ecdsa::SigningKey::from_slice(number).map_err(bad)?;
            let signed: p521::ecdsa::Signature = key.sign_prehash(digest).map_err(bad)?;
            Ok(signed.to_der().as_bytes().to_vec())
        }
        Curve::K256 => {
            let key = k256::ecdsa::SigningKey::from_slice(number).map_err(bad)?;
            let signed: k256::ecdsa::Signature = key.sign_prehash(digest).map_err(bad)?;
            Ok(signed.to_der().as_bytes().to_vec())
        }
        Curve::Sm2 => Err(Error::Operation),
    }
}

fn sm2_key(number: &[u8]) -> Result<sm2::dsa::SigningKey> {
    sm2::dsa::SigningKey::from_slice(SM2_ID, number).map_err(|_| Error::Operation)
}

fn sm2_der(signature: &sm2::dsa::Signature) -> Vec<u8> {
    signature.to_der().as_ref().to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2^bits − 1, a Mersenne prime for the sizes used here.
    fn mersenne(bits: usize) -> BigUint {
        (BigUint::from(1u32) << bits) - BigUint::from(1u32)
    }

    fn pem_of(p: usize, q: usize) -> String {
        let e = BigUint::from(65537u32);
        let key = RsaPrivateKey::from_p_q(mersenne(p), mersenne(q), e).unwrap();
        pem::encode(labels::RSA, key.to_pkcs1_der().unwrap().as_bytes())
    }

    #[test]
    fn a_key_that_no_certificate_can_have_is_refused() {
        assert!(PrivateKey::from_pem(&pem_of(1279, 2203)).is_ok());
        assert_eq!(PrivateKey::from_pem(&pem_of(2203, 2281)).err(), Some(Error::Key));
        // Whatever it contains.
        let long = pem::encode(labels::RSA, &vec![0x30; MAX_KEY_BYTES + 1]);
        assert_eq!(PrivateKey::from_pem(&long).err(), Some(Error::Key));
    }
}
