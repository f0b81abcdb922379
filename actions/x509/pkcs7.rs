//! PKCS#7 signed data: a signature with its certificate.

use sha2::{Digest, Sha256};
use x509_cert::der::{AnyRef, Decode, Reader, SliceReader};

use super::{
    Certificate, Error, PrivateKey, Result, Scheme,
    der::{self, oid},
};
use crate::Random;

const DATA: &str = "1.2.840.113549.1.7.1";
const SIGNED: &str = "1.2.840.113549.1.7.2";
const SHA256: &str = "2.16.840.1.101.3.4.2.1";
const RSA: &str = "1.2.840.113549.1.1.1";

/// Signs a message with an RSA key and SHA-256. The message is not included.
pub fn signed_data(
    random: &mut dyn Random,
    key: &PrivateKey,
    certificate: &Certificate,
    message: &[u8],
) -> Result<Vec<u8>> {
    signed_digest(random, key, certificate, &Sha256::digest(message))
}

/// Signs the message of this digest.
pub fn signed_digest(
    random: &mut dyn Random,
    key: &PrivateKey,
    certificate: &Certificate,
    digest: &[u8],
) -> Result<Vec<u8>> {
    let signature = key.sign_digest(random, Scheme::Rsa, digest)?;
    let sha256 = der::sequence(&[&der::identifier(&oid(SHA256)), der::NULL]);
    let rsa = der::sequence(&[&der::identifier(&oid(RSA)), der::NULL]);
    let serial = (0..certificate.serial.len() / 2)
        .filter_map(|i| u8::from_str_radix(certificate.serial.get(i * 2..i * 2 + 2)?, 16).ok())
        .collect::<Vec<_>>();
    let who = der::sequence(&[&certificate.issuer.der(), &der::integer(&serial)]);
    let signer =
        der::sequence(&[&der::integer(&[1]), &who, &sha256, &rsa, &der::octets(&signature)]);
    let inside = der::sequence(&[
        &der::integer(&[1]),
        &der::set(&[&sha256]),
        &der::sequence(&[&der::identifier(&oid(DATA))]),
        &der::explicit(0, &certificate.der),
        &der::set(&[&signer]),
    ]);
    Ok(der::sequence(&[&der::identifier(&oid(SIGNED)), &der::explicit(0, &inside)]))
}

/// Whether signed data is a valid signature of the message with this digest by the certificate's
/// key.
#[must_use]
pub fn signed_data_is_by(certificate: &Certificate, digest: &[u8], bytes: &[u8]) -> bool {
    signature(bytes).is_ok_and(|s| certificate.key.verifies_digest(Scheme::Rsa, digest, s))
}

/// The signature of the only signer.
fn signature(bytes: &[u8]) -> Result<&[u8]> {
    let fields = |bytes| parts(bytes).map_err(|_| Error::Operation);
    let outer = fields(bytes)?;
    let content = fields(outer.first().ok_or(Error::Operation)?.value())?;
    let wrapped = fields(content.get(1).ok_or(Error::Operation)?.value())?;
    let inside = fields(wrapped.first().ok_or(Error::Operation)?.value())?;
    let signers = fields(inside.last().ok_or(Error::Operation)?.value())?;
    let signer = fields(signers.first().ok_or(Error::Operation)?.value())?;
    Ok(signer.get(4).ok_or(Error::Operation)?.value())
}

/// Splits concatenated DER values.
fn parts(bytes: &[u8]) -> x509_cert::der::Result<Vec<AnyRef<'_>>> {
    let mut reader = SliceReader::new(bytes)?;
    let mut all = Vec::new();
    while !reader.is_finished() {
        all.push(AnyRef::decode(&mut reader)?);
    }
    Ok(all)
}
