//! PKCS#12 files: of trusted certificates, and of a key with its certificate (RFC 7292).

use hmac::{Hmac, KeyInit, Mac};
use sha1::{Digest, Sha1};

use super::{
    Error, PrivateKey, Result,
    der::{self, oid},
    pem,
    public_key::RSA,
};
use crate::Random;

const DATA: &str = "1.2.840.113549.1.7.1";
const CERTIFICATE_BAG: &str = "1.2.840.113549.1.12.10.1.3";
const KEY_BAG: &str = "1.2.840.113549.1.12.10.1.1";
const X509: &str = "1.2.840.113549.1.9.22.1";
const FRIENDLY_NAME: &str = "1.2.840.113549.1.9.20";
/// The attribute by which Java takes a certificate for a trusted one.
const TRUSTED_USAGE: &str = "2.16.840.1.113894.746875.1.1";
const ANY_USAGE: &str = "2.5.29.37.0";
const SHA1: &str = "1.3.14.3.2.26";

/// The iterations of the key of the checksum: the number that programs use that make such files.
const ITERATIONS: u16 = 2048;

/// A trust store of named certificates, in DER. The certificates are not encrypted, since they are public; the
/// password protects the checksum alone. It is made with SHA-1, which Java 8 and Windows can read.
pub fn trust_store(
    random: &mut dyn Random,
    certificates: &[(String, Vec<u8>)],
    password: &str,
) -> Vec<u8> {
    let bags: Vec<Vec<u8>> = certificates.iter().map(|(name, der)| bag(name, der)).collect();
    file(random, &bags, password)
}

/// An RSA key and its certificate, in DER. Neither is encrypted; the password protects the checksum.
pub fn key_store(
    random: &mut dyn Random,
    key: &PrivateKey,
    certificate: &[u8],
    password: &str,
) -> Result<Vec<u8>> {
    let PrivateKey::Rsa(_) = key else { return Err(Error::Algorithm) };
    let plain = pem::blocks(&key.pem())?.into_iter().next().ok_or(Error::Key)?.der;
    let algorithm = der::sequence(&[&der::identifier(&RSA), der::NULL]);
    let key = der::sequence(&[&der::integer(&[0]), &algorithm, &der::octets(&plain)]);
    let x509 = der::sequence(&[
        &der::identifier(&oid(X509)),
        &der::explicit(0, &der::octets(certificate)),
    ]);
    let bag = |kind, value: &[u8]| {
        der::sequence(&[&der::identifier(&oid(kind)), &der::explicit(0, value)])
    };
    Ok(file(random, &[bag(KEY_BAG, &key), bag(CERTIFICATE_BAG, &x509)], password))
}

/// A file with these bags.
fn file(random: &mut dyn Random, bags: &[Vec<u8>], password: &str) -> Vec<u8> {
    let bags: Vec<&[u8]> = bags.iter().map(Vec::as_slice).collect();
    let safe = der::sequence(&[&content(&der::sequence(&bags))]);
    let mut salt = [0; 20];
    random.fill(&mut salt);
    let digest = checksum(&safe, password, &salt);
    let algorithm = der::sequence(&[&der::identifier(&oid(SHA1)), der::NULL]);
    let mac = der::sequence(&[
        &der::sequence(&[&algorithm, &der::octets(&digest)]),
        &der::octets(&salt),
        &der::integer(&ITERATIONS.to_be_bytes()),
    ]);
    der::sequence(&[&der::integer(&[3]), &content(&safe), &mac])
}

/// Data as a content of PKCS#7.
fn content(data: &[u8]) -> Vec<u8> {
    der::sequence(&[&der::identifier(&oid(DATA)), &der::explicit(0, &der::octets(data))])
}

/// A certificate with its name, marked as trusted.
fn bag(name: &str, certificate: &[u8]) -> Vec<u8> {
    let x509 = der::sequence(&[
        &der::identifier(&oid(X509)),
        &der::explicit(0, &der::octets(certificate)),
    ]);
    let attribute =
        |id, value: &[u8]| der::sequence(&[&der::identifier(&oid(id)), &der::set(&[value])]);
    let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let mut attributes = [
        attribute(FRIENDLY_NAME, &der::tlv(0x1e, &[&name])),
        attribute(TRUSTED_USAGE, &der::identifier(&oid(ANY_USAGE))),
    ];
    attributes.sort();
    let [first, second] = &attributes;
    der::sequence(&[
        &der::identifier(&oid(CERTIFICATE_BAG)),
        &der::explicit(0, &x509),
        &der::set(&[first, second]),
    ])
}

/// The checksum of a file: HMAC-SHA1 with a key that is derived from the password (RFC 7292, B.2, with ID 3).
fn checksum(data: &[u8], password: &str, salt: &[u8]) -> [u8; 20] {
    const BLOCK: usize = 64;
    let password: Vec<u8> = password.encode_utf16().chain([0]).flat_map(u16::to_be_bytes).collect();
    let fill = |bytes: &[u8]| -> Vec<u8> {
        bytes.iter().copied().cycle().take(bytes.len().div_ceil(BLOCK) * BLOCK).collect()
    };
    let mut key = Sha1::digest([&[3; BLOCK], &*fill(salt), &*fill(&password)].concat());
    for _ in 1..ITERATIONS {
        key = Sha1::digest(key);
    }
    match Hmac::<Sha1>::new_from_slice(&key) {
        Ok(mac) => mac.chain_update(data).finalize().into_bytes().into(),
        Err(_) => [0; 20],
    }
}
