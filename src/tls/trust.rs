//! What a client is given so that it trusts the authority: one certificate, or a bundle with those that the system
//! trusts, in the formats that clients read.

use actions::{
    Random,
    x509::{encode, jks, labels, pkcs12},
};
use clap::ValueEnum;
use rustls::pki_types::{CertificateDer, pem::PemObject};
use tracing::warn;

use crate::{clock::real_now, tls::authority::Authority};

/// The name of the authority in a trust store.
const ALIAS: &str = "localyun";

/// The password of trust stores, unless another one is given. It protects nothing, since certificates are public.
pub const PASSWORD: &str = "changeit";

/// The format of a trust store.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Format {
    /// PEM: for Python, Node, Go, curl and most others.
    #[default]
    Pem,
    /// DER: one certificate in binary form.
    Der,
    /// PKCS#12: for Java 9 and later, and Windows.
    #[value(alias = "p12", alias = "pfx")]
    Pkcs12,
    /// JKS: for Java 8 and before.
    Jks,
}

impl Format {
    /// Whether it is text.
    #[must_use]
    pub fn is_text(self) -> bool {
        self == Self::Pem
    }
}

/// A trust store with the authority and, if `with_system` says so, the certificates that the system trusts.
pub fn store(
    authority: &Authority,
    format: Format,
    with_system: bool,
    password: &str,
    random: &mut dyn Random,
) -> Vec<u8> {
    let mut all = vec![(ALIAS.to_owned(), authority.certificate().to_vec())];
    if with_system {
        all.extend(system_roots());
    }
    match format {
        Format::Pem => {
            let blocks = all.iter().map(|(_, der)| encode(labels::CERTIFICATE, der));
            blocks.collect::<String>().into_bytes()
        }
        Format::Der => authority.certificate().to_vec(),
        Format::Pkcs12 => pkcs12::trust_store(random, &all, password),
        Format::Jks => jks::trust_store(&all, password, real_now()),
    }
}

/// Whether a file of certificates has this one in it: PEM, or a store in which they are not encrypted.
#[must_use]
pub fn holds(content: &[u8], certificate: &CertificateDer<'_>) -> bool {
    let mut in_pem = CertificateDer::pem_slice_iter(content).filter_map(Result::ok);
    let in_binary = || content.windows(certificate.len()).any(|it| it == &**certificate);
    in_pem.any(|it| it == *certificate) || in_binary()
}

/// The certificates that the system trusts, each with a name for trust stores.
fn system_roots() -> Vec<(String, Vec<u8>)> {
    let found = rustls_native_certs::load_native_certs();
    for error in &found.errors {
        warn!(%error, "cannot read a certificate that the system trusts");
    }
    if found.certs.is_empty() {
        warn!(
            "the system trusts no certificates, or they are not where they should be: the bundle has one alone"
        );
    }
    let all = found.certs.into_iter().enumerate();
    all.map(|(at, it)| (format!("system-{at}"), it.to_vec())).collect()
}
