//! Parsed certificate signing requests.

use x509_cert::{
    der::{Decode, Encode, oid::AssociatedOid},
    ext::{Extension, pkix::SubjectAltName},
    request::CertReq,
};

use super::{
    Error, Name, PublicKey, Result, Scheme,
    certificate::sans,
    der::oid,
    pem::{self, labels},
};

/// A parsed certificate signing request.
#[derive(Clone, Debug)]
pub struct Csr {
    /// The subject.
    pub subject: Name,
    /// The requested domains and IP addresses.
    pub sans: Vec<String>,
    /// The public key.
    pub key: PublicKey,
}

impl Csr {
    /// Reads the first request of a PEM text, and checks that it is signed with its own key.
    pub fn from_pem(text: &str) -> Result<Self> {
        let blocks = pem::blocks(text).map_err(|_| Error::Csr)?;
        let block = blocks
            .iter()
            .find(|b| [labels::REQUEST, labels::NEW_REQUEST].contains(&b.label.as_str()))
            .ok_or(Error::Csr)?;
        Self::from_der(&block.der)
    }

    fn from_der(bytes: &[u8]) -> Result<Self> {
        let found = CertReq::from_der(bytes).map_err(|_| Error::Csr)?;
        let spki = found.info.public_key.to_der().map_err(|_| Error::Csr)?;
        let key = PublicKey::from_der(&spki)?;
        let scheme = match key.algorithm() {
            "RSA" => Scheme::Rsa,
            "SM2" => Scheme::Sm2,
            _ => Scheme::Ecdsa,
        };
        // Only these algorithms are verified; requests may use other digests.
        let ours = ["1.2.840.113549.1.1.11", "1.2.840.10045.4.3.2", "1.2.156.10197.1.501"];
        let tbs = found.info.to_der().map_err(|_| Error::Csr)?;
        let checked = ours.iter().any(|id| found.algorithm.oid == oid(id));
        if checked && !key.verifies(scheme, &tbs, found.signature.raw_bytes()) {
            return Err(Error::Csr);
        }
        let mut names = Vec::new();
        for attribute in found.info.attributes.iter() {
            if attribute.oid != oid("1.2.840.113549.1.9.14") {
                continue;
            }
            for value in attribute.values.iter() {
                let list: Vec<Extension> = value.decode_as().map_err(|_| Error::Csr)?;
                for it in list.iter().filter(|it| it.extn_id == SubjectAltName::OID) {
                    let found = SubjectAltName::from_der(it.extn_value.as_bytes());
                    names.extend(sans(&found.map_err(|_| Error::Csr)?).ok_or(Error::Csr)?);
                }
            }
        }
        let subject = Name::read(&found.info.subject).ok_or(Error::Csr)?;
        Ok(Self { subject, sans: names, key })
    }
}
