//! Issues certificates and creates signing requests.

use sha1::Sha1;
use sha2::Digest;
use x509_cert::der::oid::ObjectIdentifier;

use super::{
    Certificate, Name, PrivateKey, PublicKey, Result, Scheme,
    der::{self, oid},
    pem::{self, labels},
};
use crate::Random;

/// The usage of a certificate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Usage {
    /// A CA certificate.
    Authority,
    /// A server certificate.
    Server,
    /// A client certificate of a private authority.
    Client,
}

/// The content of a certificate to issue.
#[derive(Clone, Debug)]
pub struct CertificateTemplate<'a> {
    /// The subject.
    pub subject: &'a Name,
    /// The subject alternative names: domains, IP addresses, mail addresses and URIs.
    pub sans: &'a [String],
    /// The public key.
    pub key: &'a PublicKey,
    /// Start of validity, in milliseconds since 1970.
    pub not_before: i64,
    /// End of validity.
    pub not_after: i64,
    /// The usage.
    pub usage: Usage,
    /// What else it says.
    pub extras: Extras<'a>,
}

/// What a certificate of a private authority may say besides.
#[derive(Clone, Copy, Debug, Default)]
pub struct Extras<'a> {
    /// Of a CA certificate: how many of them may follow it in a chain.
    pub path_length: Option<u8>,
    /// The object identifiers of its extended key usages, in the place of those of its usage.
    pub purposes: &'a [&'static str],
    /// Where its revocation list is.
    pub crl: Option<&'a str>,
}

/// Issues a certificate, signed with `signer`. Self-signed if there is no issuer.
pub fn issue(
    random: &mut dyn Random,
    it: &CertificateTemplate<'_>,
    issuer: Option<&Certificate>,
    signer: &PrivateKey,
) -> Result<Certificate> {
    let mut serial = [0; 16];
    random.fill(&mut serial);
    // Non-zero, and positive without a leading zero byte.
    serial[0] = serial[0] & 0x7f | 1;
    let issuer_name = issuer.map_or_else(|| it.subject.der(), |i| i.subject.der());
    let issuer_key = issuer.map_or(it.key, |i| &i.key);
    let algorithm = algorithm(signer);
    let validity = der::sequence(&[&der::time(it.not_before), &der::time(it.not_after)]);
    let tbs = der::sequence(&[
        &der::explicit(0, &der::integer(&[2])),
        &der::integer(&serial),
        &algorithm,
        &issuer_name,
        &validity,
        &it.subject.der(),
        &it.key.der(),
        &der::explicit(3, &extensions(it, issuer_key)),
    ]);
    let signature = signer.sign(random, signer.scheme(), &tbs)?;
    Certificate::from_der(&der::sequence(&[&tbs, &algorithm, &der::bits(&signature)]))
}

/// Makes a certificate signing request, as PEM.
pub fn request(
    random: &mut dyn Random,
    subject: &Name,
    sans: &[String],
    key: &PrivateKey,
) -> Result<String> {
    let attributes = if sans.is_empty() {
        der::tlv(0xa0, &[])
    } else {
        let list = der::sequence(&[&extension("2.5.29.17", false, &names(sans))]);
        let id = der::identifier(&oid("1.2.840.113549.1.9.14"));
        der::tlv(0xa0, &[&der::sequence(&[&id, &der::set(&[&list])])])
    };
    let info =
        der::sequence(&[&der::integer(&[]), &subject.der(), &key.public()?.der(), &attributes]);
    let signature = key.sign(random, key.scheme(), &info)?;
    let all = der::sequence(&[&info, &algorithm(key), &der::bits(&signature)]);
    Ok(pem::encode(labels::REQUEST, &all))
}

/// The `AlgorithmIdentifier` of the signatures of `signer`.
pub(super) fn algorithm(signer: &PrivateKey) -> Vec<u8> {
    let id: ObjectIdentifier = match signer.scheme() {
        Scheme::Rsa | Scheme::RsaPss => {
            let id = der::identifier(&oid("1.2.840.113549.1.1.11"));
            return der::sequence(&[&id, der::NULL]);
        }
        Scheme::Ecdsa => oid("1.2.840.10045.4.3.2"),
        Scheme::Sm2 => oid("1.2.156.10197.1.501"),
    };
    der::sequence(&[&der::identifier(&id)])
}

fn extensions(it: &CertificateTemplate<'_>, issuer_key: &PublicKey) -> Vec<u8> {
    let authority = it.usage == Usage::Authority;
    let length = it.extras.path_length.map(|length| der::integer(&[length]));
    let limits = match length.as_deref() {
        Some(length) if authority => der::sequence(&[der::TRUE, length]),
        _ if authority => der::sequence(&[der::TRUE]),
        _ => der::sequence(&[]),
    };
    // keyCertSign and cRLSign; or digitalSignature and keyEncipherment.
    let usage: [u8; 2] = if authority { [1, 0x06] } else { [5, 0xa0] };
    let mut all = vec![
        extension("2.5.29.19", true, &limits),
        extension("2.5.29.15", true, &der::tlv(0x03, &[&usage])),
        extension("2.5.29.14", false, &der::octets(&key_id(it.key))),
        extension("2.5.29.35", false, &der::sequence(&[&der::tlv(0x80, &[&key_id(issuer_key)])])),
    ];
    let purposes: &[&'static str] = match it.usage {
        _ if !it.extras.purposes.is_empty() => it.extras.purposes,
        Usage::Authority => &[],
        Usage::Server => &["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"],
        Usage::Client => &["1.3.6.1.5.5.7.3.2"],
    };
    if !purposes.is_empty() {
        let ids: Vec<u8> = purposes.iter().flat_map(|id| der::identifier(&oid(id))).collect();
        all.push(extension("2.5.29.37", false, &der::sequence(&[&ids])));
    }
    if !it.sans.is_empty() {
        all.push(extension("2.5.29.17", false, &names(it.sans)));
    }
    if let Some(crl) = it.extras.crl {
        let place = der::tlv(0xa0, &[&der::tlv(0xa0, &[&der::tlv(0x86, &[crl.as_bytes()])])]);
        all.push(extension("2.5.29.31", false, &der::sequence(&[&der::sequence(&[&place])])));
    }
    der::sequence(&[&all.concat()])
}

fn extension(id: &'static str, critical: bool, value: &[u8]) -> Vec<u8> {
    let critical: &[u8] = if critical { der::TRUE } else { &[] };
    der::sequence(&[&der::identifier(&oid(id)), critical, &der::octets(value)])
}

/// The SHA-1 of a public key, as RFC 5280 suggests.
fn key_id(key: &PublicKey) -> Vec<u8> {
    Sha1::digest(key.der()).to_vec()
}

/// Subject alternative names, each encoded by its form: IP address, mail address, URI or domain.
fn names(sans: &[String]) -> Vec<u8> {
    let all: Vec<u8> = sans
        .iter()
        .flat_map(|name| match name.parse() {
            Ok(core::net::IpAddr::V4(it)) => der::tlv(0x87, &[&it.octets()]),
            Ok(core::net::IpAddr::V6(it)) => der::tlv(0x87, &[&it.octets()]),
            Err(_) if name.contains("://") => der::tlv(0x86, &[name.as_bytes()]),
            Err(_) if name.contains('@') => der::tlv(0x81, &[name.as_bytes()]),
            Err(_) => der::tlv(0x82, &[name.as_bytes()]),
        })
        .collect();
    der::sequence(&[&all])
}

impl Name {
    /// A name with only a common name.
    #[must_use]
    pub fn of_domain(domain: &str) -> Self {
        Self { common: Some(domain.to_owned()), ..Self::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{Csr, Curve, Error, certificate},
        *,
    };

    /// A deterministic source of random bytes: digests of a counter.
    struct CountingRandom(u64);

    impl Random for CountingRandom {
        fn fill(&mut self, bytes: &mut [u8]) {
            for chunk in bytes.chunks_mut(20) {
                self.0 += 1;
                let digest = Sha1::digest(self.0.to_le_bytes());
                chunk.copy_from_slice(&digest[..chunk.len()]);
            }
        }
    }

    fn name(common: &str) -> Name {
        Name {
            country: Some("CN".into()),
            organization: Some("Test 组织".into()),
            common: Some(common.into()),
            ..Name::default()
        }
    }

    fn keys(random: &mut dyn Random) -> Vec<PrivateKey> {
        let curves = [Curve::P256, Curve::P384, Curve::P521, Curve::Sm2];
        let mut all: Vec<_> = curves.map(|c| PrivateKey::ec(random, c)).into();
        all.push(PrivateKey::rsa(random, 1024).unwrap());
        all
    }

    #[test]
    fn names_with_a_null_character_are_not_read() {
        let random = &mut CountingRandom(1);
        let key = PrivateKey::ec(random, Curve::P256);
        let public = key.public().unwrap();
        for (common, sans) in [("a\0b", vec![]), ("a", vec!["a\0.example.com".to_owned()])] {
            let subject = name(common);
            let it = CertificateTemplate {
                subject: &subject,
                sans: &sans,
                key: &public,
                not_before: 1_767_225_600_000,
                not_after: 1_800_000_000_000,
                usage: Usage::Server,
                extras: Extras::default(),
            };
            assert!(issue(random, &it, None, &key).is_err(), "{common:?} {sans:?}");
        }
    }

    #[test]
    fn what_is_issued_is_read() {
        let random = &mut CountingRandom(1);
        for root_key in keys(random) {
            let public = root_key.public().unwrap();
            let root_name = name("Root");
            let root = CertificateTemplate {
                subject: &root_name,
                sans: &[],
                key: &public,
                not_before: 1_767_225_600_000,
                not_after: 2_600_000_000_000,
                usage: Usage::Authority,
                extras: Extras::default(),
            };
            let root = issue(random, &root, None, &root_key).unwrap();
            assert!(root.authority && root.is_issued_by(&root));
            let key = PrivateKey::ec(random, Curve::P256);
            let (public, subject) = (key.public().unwrap(), name("*.example.com"));
            let sans = ["*.example.com", "example.com", "10.0.0.1"].map(String::from);
            let leaf = CertificateTemplate {
                subject: &subject,
                sans: &sans,
                key: &public,
                not_before: 1_767_225_600_000,
                not_after: 1_800_000_000_000,
                usage: Usage::Server,
                extras: Extras::default(),
            };
            let leaf = issue(random, &leaf, Some(&root), &root_key).unwrap();
            assert!(!leaf.authority && leaf.is_issued_by(&root) && !root.is_issued_by(&leaf));
            assert_eq!(leaf.subject.organization.as_deref(), Some("Test 组织"));
            assert_eq!(leaf.sans, sans);
            assert_eq!(leaf.not_after, 1_800_000_000_000);
            assert_eq!(leaf.key, public);
            assert_eq!((leaf.serial.len(), leaf.sha1().len(), leaf.sha256().len()), (32, 40, 64));
            let chain = Certificate::chain_from_pem(&(leaf.pem() + &root.pem())).unwrap();
            let of = |count| Certificate::chain_from_pem(&leaf.pem().repeat(count));
            assert!(of(certificate::LONGEST_CHAIN).is_ok());
            assert!(of(certificate::LONGEST_CHAIN + 1).is_err());
            assert_eq!(chain[1].der, root.der);
        }
    }

    #[test]
    fn a_request_is_read_and_its_key_is_kept() {
        let random = &mut CountingRandom(7);
        for key in keys(random) {
            let sans = ["a.example.com".to_owned()];
            let text = request(random, &name("example.com"), &sans, &key).unwrap();
            let csr = Csr::from_pem(&text).unwrap();
            assert_eq!(csr.sans, sans);
            assert_eq!(csr.subject.common.as_deref(), Some("example.com"));
            assert_eq!(csr.key, key.public().unwrap());
            let again = PrivateKey::from_pem(&key.pem()).unwrap();
            assert_eq!(again.public(), key.public());
            let broken = text.replace("MI", "MJ");
            assert!(Csr::from_pem(&broken).is_err());
        }
    }

    #[test]
    fn signatures_and_ciphers_go_both_ways() {
        let random = &mut CountingRandom(9);
        for key in keys(random) {
            let public = key.public().unwrap();
            let scheme = key.scheme();
            let signature = key.sign(random, scheme, b"text").unwrap();
            assert!(public.verifies(scheme, b"text", &signature));
            assert!(!public.verifies(scheme, b"texts", &signature));
            assert!(!public.verifies(scheme, b"text", &signature[1..]));
            if scheme == Scheme::Rsa {
                let signature = key.sign(random, Scheme::RsaPss, b"text").unwrap();
                assert!(public.verifies(Scheme::RsaPss, b"text", &signature));
                for sha1 in [true, false] {
                    let sealed = public.encrypt_oaep(random, sha1, b"text").unwrap();
                    assert_eq!(key.decrypt_oaep(sha1, &sealed).unwrap(), b"text");
                    assert_eq!(key.decrypt_oaep(!sha1, &sealed), Err(Error::Operation));
                }
            }
            if scheme == Scheme::Sm2 {
                let sealed = public.encrypt_sm2(random, b"text").unwrap();
                assert_eq!(key.decrypt_sm2(&sealed).unwrap(), b"text");
            }
        }
    }
}
