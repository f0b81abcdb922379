//! Parsed certificates.

use sha1::Sha1;
use sha2::{Digest, Sha256};
use x509_cert::{
    certificate::{CertificateInner, Raw},
    der::{Decode, Encode},
    ext::pkix::{BasicConstraints, SubjectAltName, name::GeneralName},
    spki::AlgorithmIdentifierOwned,
};

use super::{
    Error, Name, PublicKey, Result, Scheme,
    pem::{self, labels},
};

/// How many certificates a chain may have. Real ones have up to five; each more costs time where it is checked.
pub(super) const LONGEST_CHAIN: usize = 32;

/// A parsed certificate.
#[derive(Clone, Debug)]
pub struct Certificate {
    /// The subject.
    pub subject: Name,
    /// The issuer.
    pub issuer: Name,
    /// Lower-case hexadecimal digits, two for each byte.
    pub serial: String,
    /// The domains and IP addresses of its subject alternative names.
    pub sans: Vec<String>,
    /// The mail addresses and URIs of its subject alternative names.
    pub others: Vec<String>,
    /// Start of validity, in milliseconds since 1970.
    pub not_before: i64,
    /// End of validity.
    pub not_after: i64,
    /// Whether it is a CA certificate.
    pub authority: bool,
    /// The public key.
    pub key: PublicKey,
    /// The signature algorithm: `SHA256WithRSA`.
    pub signed_by: &'static str,
    /// The DER encoding.
    pub der: Vec<u8>,
    tbs: Vec<u8>,
    signature: Vec<u8>,
}

impl Certificate {
    /// Reads a certificate.
    pub fn from_der(bytes: &[u8]) -> Result<Self> {
        let found = CertificateInner::<Raw>::from_der(bytes).map_err(|_| Error::Certificate)?;
        let tbs = found.tbs_certificate();
        let spki = tbs.subject_public_key_info().to_der().map_err(|_| Error::Certificate)?;
        let seconds = |time: &x509_cert::time::Time| {
            i64::try_from(time.to_unix_duration().as_secs()).unwrap_or(i64::MAX / 1000) * 1000
        };
        let names: Option<(bool, SubjectAltName)> =
            tbs.get_extension().map_err(|_| Error::Certificate)?;
        let limits: Option<(bool, BasicConstraints)> =
            tbs.get_extension().map_err(|_| Error::Certificate)?;
        let serial = tbs.serial_number().as_bytes();
        Ok(Self {
            subject: Name::read(tbs.subject()).ok_or(Error::Certificate)?,
            issuer: Name::read(tbs.issuer()).ok_or(Error::Certificate)?,
            serial: hex(serial.strip_prefix(&[0]).filter(|s| !s.is_empty()).unwrap_or(serial)),
            sans: names
                .as_ref()
                .map_or(Some(Vec::new()), |(_, names)| sans(names))
                .ok_or(Error::Certificate)?,
            others: names.map(|(_, names)| others(&names)).unwrap_or_default(),
            not_before: seconds(&tbs.validity().not_before),
            not_after: seconds(&tbs.validity().not_after),
            authority: limits.is_some_and(|(_, limits)| limits.ca),
            key: PublicKey::from_der(&spki)?,
            signed_by: signature_name(found.signature_algorithm()),
            der: bytes.to_vec(),
            tbs: tbs.to_der().map_err(|_| Error::Certificate)?,
            signature: found.signature().raw_bytes().to_vec(),
        })
    }

    /// Parses all certificates of a PEM text, in order. Other blocks are an error, and so are more certificates than
    /// a chain may have (32).
    pub fn chain_from_pem(text: &str) -> Result<Vec<Self>> {
        let blocks = pem::blocks(text)?;
        if blocks.len() > LONGEST_CHAIN {
            return Err(Error::Certificate);
        }
        blocks
            .iter()
            .map(|block| match block.label.as_str() {
                labels::CERTIFICATE | "X509 CERTIFICATE" => Self::from_der(&block.der),
                _ => Err(Error::Certificate),
            })
            .collect()
    }

    /// As PEM.
    #[must_use]
    pub fn pem(&self) -> String {
        pem::encode(labels::CERTIFICATE, &self.der)
    }

    /// The fingerprint: SHA-1, upper-case hexadecimal digits.
    #[must_use]
    pub fn sha1(&self) -> String {
        hex(&Sha1::digest(&self.der)).to_uppercase()
    }

    /// SHA-256, upper-case hexadecimal digits.
    #[must_use]
    pub fn sha256(&self) -> String {
        hex(&Sha256::digest(&self.der)).to_uppercase()
    }

    /// Whether its issuer name is the subject of `issuer`. The signature is not checked.
    #[must_use]
    pub fn follows(&self, issuer: &Self) -> bool {
        self.issuer.der == issuer.subject.der
    }

    /// Whether it was signed with `issuer`'s key, by RSA or ECDSA with SHA-256, or SM2.
    #[must_use]
    pub fn is_issued_by(&self, issuer: &Self) -> bool {
        let scheme = match issuer.key.algorithm() {
            "RSA" => Scheme::Rsa,
            "SM2" => Scheme::Sm2,
            _ => Scheme::Ecdsa,
        };
        self.follows(issuer) && issuer.key.verifies(scheme, &self.tbs, &self.signature)
    }

    /// The domains it covers: its alternative names, or the common name where it has none.
    #[must_use]
    pub fn domains(&self) -> Vec<String> {
        if self.sans.is_empty() {
            self.subject.common.iter().cloned().collect()
        } else {
            self.sans.clone()
        }
    }
}

/// The domains and addresses among `names`. None if one has U+0000, by which names pass for others.
pub(super) fn sans(names: &SubjectAltName) -> Option<Vec<String>> {
    let known = names.0.iter().filter_map(|name| match name {
        GeneralName::DnsName(domain) => Some(domain.as_str().to_owned()),
        GeneralName::IpAddress(address) => match *address.as_bytes() {
            [a, b, c, d] => Some(core::net::Ipv4Addr::new(a, b, c, d).to_string()),
            ref long => {
                let long: [u8; 16] = long.try_into().ok()?;
                Some(core::net::Ipv6Addr::from(long).to_string())
            }
        },
        _ => None,
    });
    known.map(|name| (!name.contains('\0')).then_some(name)).collect()
}

/// The mail addresses and URIs among `names`.
fn others(names: &SubjectAltName) -> Vec<String> {
    names
        .0
        .iter()
        .filter_map(|name| match name {
            GeneralName::Rfc822Name(address) => Some(address.as_str().to_owned()),
            GeneralName::UniformResourceIdentifier(uri) => Some(uri.as_str().to_owned()),
            _ => None,
        })
        .collect()
}

fn signature_name(found: &AlgorithmIdentifierOwned) -> &'static str {
    match found.oid.to_string().as_str() {
        "1.2.840.113549.1.1.5" => "SHA1WithRSA",
        "1.2.840.113549.1.1.11" => "SHA256WithRSA",
        "1.2.840.113549.1.1.12" => "SHA384WithRSA",
        "1.2.840.113549.1.1.13" => "SHA512WithRSA",
        "1.2.840.10045.4.3.2" => "SHA256WithECDSA",
        "1.2.840.10045.4.3.3" => "SHA384WithECDSA",
        "1.2.840.10045.4.3.4" => "SHA512WithECDSA",
        "1.2.156.10197.1.501" => "SM3WithSM2",
        _ => "",
    }
}

/// Lower-case hexadecimal digits.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    base16ct::lower::encode_string(bytes)
}
