//! The certificate authority of this machine: made once, kept in a folder of its owner, and limited to the names that
//! a server here answers to.

use std::{
    collections::BTreeSet,
    fs::{self, File},
    io::{self, Read, Write},
    net::IpAddr,
    path::{Path, PathBuf},
};

use actions::x509::{Certificate, blocks, labels};
use chrono::{DateTime, Datelike};
use rcgen::{
    BasicConstraints, CertificateParams, CidrSubnet, DistinguishedName, DnType,
    ExtendedKeyUsagePurpose, GeneralSubtree, IsCa, Issuer, KeyPair, KeyUsagePurpose,
    NameConstraints, PublicKeyData, date_time_ymd,
};
use rustls::pki_types::{CertificateDer, PrivateKeyDer, PrivatePkcs8KeyDer};
use sha2::{Digest, Sha256};
use tracing::warn;

use crate::{catalog::VENDOR_DOMAIN, clock::real_now, files};

/// The certificate, for those who are to trust it.
const CERTIFICATE: &str = "ca.pem";
/// The names that the authority is limited to, its private key and its certificate.
const KEY: &str = "ca-key.pem";
/// What the line with the names begins with.
const NAMES: &str = "Names: ";

const DAY: i64 = 24 * 60 * 60 * 1000;
/// How long an authority lasts, in days. It is made anew in its last year.
const LASTS: i64 = 3650;
const LAST_YEAR: i64 = 365 * DAY;
/// How long a certificate of a name lasts, in days: some clients refuse more than 398.
const LEAF_LASTS: i64 = 90;
/// The clock of a client may be behind by this much.
const BEHIND: i64 = 2 * DAY;

/// Why there is no authority.
#[derive(Debug, thiserror::Error)]
pub enum AuthorityError {
    /// No folder is known.
    #[error("this user has no folder to keep a certificate authority in: name one with --ca-dir")]
    NoFolder,
    /// A file cannot be read or written.
    #[error("the certificate authority in {0} cannot be read or written: {1}")]
    Io(PathBuf, io::Error),
    /// It cannot be made, or used.
    #[error("{0}")]
    Made(#[from] rcgen::Error),
    /// TLS cannot use it.
    #[error("{0}")]
    Tls(#[from] rustls::Error),
}

/// A certificate authority.
pub struct Authority {
    issuer: Issuer<'static, KeyPair>,
    certificate: CertificateDer<'static>,
    names: BTreeSet<String>,
    folder: PathBuf,
    /// Whether it took the place of another one, which clients may trust still.
    pub replaced: bool,
}

/// A certificate and its private key.
pub type Leaf = (CertificateDer<'static>, PrivateKeyDer<'static>);

impl Authority {
    /// The one in this folder, made if there is none. It may sign for the vendor's hosts, loopback names and
    /// addresses, and `names`; one that may not, or that ends soon, is replaced.
    pub fn open(folder: &Path, names: &[String]) -> Result<Self, AuthorityError> {
        let failed = |e| AuthorityError::Io(folder.to_owned(), e);
        let mut wanted: BTreeSet<String> = names.iter().map(|it| it.to_ascii_lowercase()).collect();
        let (there, kept) = match read_private(&folder.join(KEY)) {
            Ok(text) => (true, Self::read(folder, &text)),
            Err(e) if e.kind() == io::ErrorKind::NotFound => (false, None),
            Err(e) => return Err(failed(e)),
        };
        if let Some(kept) = kept {
            if kept.names.is_superset(&wanted) && kept.ends() - real_now() > LAST_YEAR {
                kept.publish().map_err(failed)?;
                return Ok(kept);
            }
            wanted.extend(kept.names);
        }
        let mut made = Self::make(folder, wanted)?;
        made.replaced = there;
        let kept = made.keep().map_err(failed)?;
        // Another process may have been first.
        Ok(if kept { made } else { Self::open(folder, names)? })
    }

    /// The private key and what belongs to it, as it was kept. `None` if it cannot be used.
    fn read(folder: &Path, text: &str) -> Option<Self> {
        let names = text.lines().find_map(|line| line.strip_prefix(NAMES))?;
        let names = names.split(' ').filter(|it| !it.is_empty()).map(str::to_owned).collect();
        let key = KeyPair::from_pem(text).ok()?;
        let block = blocks(text).ok()?.into_iter().find(|it| it.label == labels::CERTIFICATE)?;
        let issuer = Issuer::new(params(&key, &names), key);
        let (certificate, folder) = (block.der.into(), folder.to_owned());
        Some(Self { issuer, certificate, names, folder, replaced: false })
    }

    fn make(folder: &Path, names: BTreeSet<String>) -> Result<Self, AuthorityError> {
        let key = KeyPair::generate()?;
        let params = params(&key, &names);
        let certificate = params.self_signed(&key)?.der().clone();
        let issuer = Issuer::new(params, key);
        Ok(Self { issuer, certificate, names, folder: folder.to_owned(), replaced: false })
    }

    /// Writes it down, its key readable by its owner alone; false if another process was first.
    fn keep(&self) -> io::Result<bool> {
        fs::create_dir_all(&self.folder)?;
        let names: Vec<&str> = self.names.iter().map(String::as_str).collect();
        let text = format!(
            "{NAMES}{}\n{}{}",
            names.join(" "),
            self.issuer.key().serialize_pem(),
            self.pem()
        );
        let kept = self.folder.join(KEY);
        let written = files::beside(&kept)?;
        written.as_file().write_all(text.as_bytes())?;
        written.as_file().sync_all()?;
        if self.replaced {
            written.persist(kept).map_err(|e| e.error)?;
        } else if let Err(e) = written.persist_noclobber(kept) {
            return if e.error.kind() == io::ErrorKind::AlreadyExists {
                Ok(false)
            } else {
                Err(e.error)
            };
        }
        self.publish()?;
        Ok(true)
    }

    /// Puts the certificate beside the key, if it is not there as it is.
    fn publish(&self) -> io::Result<()> {
        let (path, pem) = (self.path(), self.pem());
        if fs::read_to_string(&path).is_ok_and(|there| there == pem) {
            return Ok(());
        }
        let written = files::shared_beside(&path)?;
        written.as_file().write_all(pem.as_bytes())?;
        written.persist(path).map(drop).map_err(|e| e.error)
    }

    /// The file of the certificate.
    #[must_use]
    pub fn path(&self) -> PathBuf {
        certificate_in(&self.folder)
    }

    /// The certificate.
    #[must_use]
    pub fn certificate(&self) -> &CertificateDer<'static> {
        &self.certificate
    }

    /// The certificate as PEM.
    #[must_use]
    pub fn pem(&self) -> String {
        actions::x509::encode(labels::CERTIFICATE, &self.certificate)
    }

    /// When it ends, in milliseconds since 1970.
    fn ends(&self) -> i64 {
        Certificate::from_der(&self.certificate).map_or(0, |it| it.not_after)
    }

    /// A certificate for a name or an address, with a key of its own.
    pub fn leaf(&self, name: &str) -> Result<Leaf, rcgen::Error> {
        let mut names = vec![name.to_owned()];
        if is_loopback(name) {
            names.extend(["localhost", "127.0.0.1", "::1"].map(str::to_owned));
            names.sort();
            names.dedup();
        }
        let mut params = CertificateParams::new(names)?;
        params.distinguished_name = DistinguishedName::new();
        // A common name has 64 characters at most; clients look at the alternative names.
        params.distinguished_name.push(DnType::CommonName, &name[..name.len().min(64)]);
        last(&mut params, LEAF_LASTS);
        params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
        params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
        params.use_authority_key_identifier_extension = true;
        let key = KeyPair::generate()?;
        let certificate = params.signed_by(&key, &self.issuer)?;
        Ok((certificate.der().clone(), PrivatePkcs8KeyDer::from(key.serialize_der()).into()))
    }
}

/// The file of the certificate of the authority that is kept in a folder.
#[must_use]
pub fn certificate_in(folder: &Path) -> PathBuf {
    folder.join(CERTIFICATE)
}

/// Reads a file that its owner alone may read. One that others may read or write is made the owner's alone
/// first, which fails if it belongs to another user: who can put a key there would be trusted.
fn read_private(path: &Path) -> io::Result<String> {
    let mut file = File::open(path)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::{MetadataExt, PermissionsExt};
        let there = file.metadata()?;
        let mut permissions = there.permissions();
        if permissions.mode() & 0o077 != 0 {
            warn!("other users may read or write {}, which only its owner should", path.display());
            permissions.set_mode(0o600);
            let made = file.set_permissions(permissions);
            // What is mounted for reading, or belongs to root, is as the person who runs the machine has it.
            let is_given =
                |e: &io::Error| there.uid() == 0 || e.kind() == io::ErrorKind::ReadOnlyFilesystem;
            made.or_else(|e| if is_given(&e) { Ok(()) } else { Err(e) })?;
        }
    }
    let mut text = String::new();
    file.read_to_string(&mut text)?;
    Ok(text)
}

/// Whether a name or an address means this machine.
pub(super) fn is_loopback(name: &str) -> bool {
    name == "localhost" || name.parse::<IpAddr>().is_ok_and(|it| it.is_loopback())
}

/// What is in the certificate of an authority with this key.
fn params(key: &KeyPair, names: &BTreeSet<String>) -> CertificateParams {
    let mut params = CertificateParams::default();
    // The key tells the authorities of several machines apart.
    let hash = Sha256::digest(key.der_bytes());
    let id = base16ct::lower::encode_string(&hash[..4]);
    params.distinguished_name = DistinguishedName::new();
    params.distinguished_name.push(DnType::OrganizationName, "Localyun");
    params.distinguished_name.push(DnType::CommonName, format!("Localyun CA {id}"));
    last(&mut params, LASTS);
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    let names = names.iter().map(String::as_str);
    let mut permitted: Vec<GeneralSubtree> =
        [VENDOR_DOMAIN, "localhost"].into_iter().chain(names).map(subtree).collect();
    permitted.push(GeneralSubtree::IpAddress(CidrSubnet::from_v4_prefix([127, 0, 0, 0], 8)));
    permitted.push(subtree("::1"));
    params.name_constraints =
        Some(NameConstraints { permitted_subtrees: permitted, excluded_subtrees: Vec::new() });
    params
}

fn subtree(name: &str) -> GeneralSubtree {
    match name.parse::<IpAddr>() {
        Ok(ip @ IpAddr::V4(_)) => GeneralSubtree::IpAddress(CidrSubnet::from_addr_prefix(ip, 32)),
        Ok(ip @ IpAddr::V6(_)) => GeneralSubtree::IpAddress(CidrSubnet::from_addr_prefix(ip, 128)),
        Err(_) => GeneralSubtree::DnsName(name.to_owned()),
    }
}

/// Sets the days from which and until which a certificate is valid.
fn last(params: &mut CertificateParams, days: i64) {
    let date = |millis: i64| {
        let at = DateTime::from_timestamp_millis(millis).unwrap_or_default();
        let part = |n: u32| u8::try_from(n).unwrap_or(1);
        date_time_ymd(at.year(), part(at.month()), part(at.day()))
    };
    params.not_before = date(real_now() - BEHIND);
    params.not_after = date(real_now() + days * DAY);
}
