//! TLS: the certificate that a client is shown, by the name that it asks for, and the authority that signs it.

pub mod authority;
pub mod trust;

use std::{
    collections::HashMap,
    net::IpAddr,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, OnceLock, PoisonError},
};

use clap::ValueEnum;
use rustls::{
    ConfigBuilder, ServerConfig,
    client::verify_server_name,
    crypto::{CryptoProvider, ring},
    pki_types::{CertificateDer, PrivateKeyDer, ServerName, pem::PemObject},
    server::{ParsedCertificate, ProducesTickets, ResolvesServerCertUsingSni, WantsServerCert},
    sign::{CertifiedKey, SingleCertAndKey},
};
use tokio::sync::Semaphore;
use tracing::{info, warn};

use crate::{
    catalog,
    clock::real_now,
    tls::authority::{Authority, AuthorityError, is_loopback},
};

/// The protocol that is spoken inside (ALPN).
const HTTP: &[u8] = b"http/1.1";

/// How many names have a certificate at a time.
const MOST: usize = 256;

/// How many certificates are made at a time, however many clients ask for new names.
const AT_A_TIME: usize = 2;

/// How long a certificate is shown before it is made anew, in milliseconds.
const RENEWED: i64 = 30 * 24 * 60 * 60 * 1000;

/// Which protocols a port speaks. The first byte of a connection tells them apart.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum)]
pub enum Mode {
    /// HTTP and HTTPS.
    #[default]
    Both,
    /// HTTPS alone: plain HTTP is refused.
    Only,
    /// Plain HTTP alone: TLS is refused.
    Off,
}

/// The certificates of a server.
pub struct Tls {
    /// Which protocols it speaks.
    pub mode: Mode,
    /// Where the authority is kept; `None` if the user has no folder for it.
    folder: Option<PathBuf>,
    /// The names, besides the vendor's and the loopback ones, that certificates are made for.
    names: Vec<String>,
    /// A certificate that was given.
    own: Option<Arc<CertifiedKey>>,
    /// Opened when the first client needs it.
    authority: OnceLock<Authority>,
    configs: Mutex<HashMap<String, (i64, Arc<ServerConfig>)>>,
    tickets: OnceLock<Option<Arc<dyn ProducesTickets>>>,
    /// The turns of those who wait for a certificate to be made.
    pub(crate) making: Arc<Semaphore>,
}

impl Default for Tls {
    fn default() -> Self {
        Self::new(Mode::default(), None, Vec::new())
    }
}

impl Tls {
    /// The certificates of a server that is called by `names` besides the vendor's hosts and loopback names, signed by
    /// the authority in `folder`.
    #[must_use]
    pub fn new(mode: Mode, folder: Option<PathBuf>, names: Vec<String>) -> Self {
        let (authority, configs, tickets) = Default::default();
        let making = Arc::new(Semaphore::new(AT_A_TIME));
        Self { mode, folder, names, own: None, authority, configs, tickets, making }
    }

    /// Shows the certificate of these files to clients that ask for a name of it, or for none that has a certificate
    /// of the authority.
    pub fn with_own(mut self, certificate: &Path, key: &Path) -> Result<Self, String> {
        let failed = |path: &Path, e: &dyn std::fmt::Display| format!("{}: {e}", path.display());
        let chain = CertificateDer::pem_file_iter(certificate)
            .and_then(Iterator::collect::<Result<Vec<_>, _>>)
            .map_err(|e| failed(certificate, &e))?;
        let private = PrivateKeyDer::from_pem_file(key).map_err(|e| failed(key, &e))?;
        let own = CertifiedKey::from_der(chain, private, &provider())
            .map_err(|e| failed(certificate, &e))?;
        self.own = Some(Arc::new(own));
        Ok(self)
    }

    /// Where the certificate of the authority is, or will be once it is made; `None` if no TLS is spoken.
    #[must_use]
    pub fn certificate_file(&self) -> Option<PathBuf> {
        self.folder.as_deref().filter(|_| self.mode != Mode::Off).map(authority::certificate_in)
    }

    /// Whether a certificate of the authority may be for this name.
    #[must_use]
    pub fn signs_for(&self, name: &str) -> bool {
        catalog::is_vendors(name)
            || is_loopback(name)
            || self.names.iter().any(|it| it.eq_ignore_ascii_case(name))
    }

    /// How a connection is encrypted whose client asks for `name`, or for none and has reached the address `local`.
    /// `None` if it is known by no such name.
    ///
    /// Slow the first time that a name is asked for.
    pub fn config(
        &self,
        name: Option<&str>,
        local: IpAddr,
    ) -> Result<Option<Arc<ServerConfig>>, AuthorityError> {
        let local = local.to_canonical();
        let name = name.map_or_else(|| local.to_string(), str::to_ascii_lowercase);
        if let Some(config) = self.known(&name) {
            return Ok(Some(config));
        }
        let by_authority = self.signs_for(&name);
        let shown = match &self.own {
            Some(own) if !by_authority || is_for(own, &name) => Arc::clone(own),
            None if !by_authority && local.to_string() != name => return Ok(None),
            _ => {
                // A client that names nothing and has come to another address does not verify, or would fail anyway.
                let shown = if by_authority { name.as_str() } else { "localhost" };
                let (certificate, key) = self.authority()?.leaf(shown)?;
                Arc::new(CertifiedKey::from_der(vec![certificate], key, &provider())?)
            }
        };
        let config = Arc::new(self.encryption(shown)?);
        let mut configs = self.configs.lock().unwrap_or_else(PoisonError::into_inner);
        if configs.len() >= MOST {
            configs.clear();
        }
        configs.insert(name, (real_now(), Arc::clone(&config)));
        Ok(Some(config))
    }

    /// The same, if it is at hand.
    pub fn known(&self, name: &str) -> Option<Arc<ServerConfig>> {
        let configs = self.configs.lock().unwrap_or_else(PoisonError::into_inner);
        let (made, config) = configs.get(name)?;
        (real_now() - made < RENEWED).then(|| Arc::clone(config))
    }

    /// The authority, opened or made if this is the first use.
    pub fn authority(&self) -> Result<&Authority, AuthorityError> {
        if let Some(authority) = self.authority.get() {
            return Ok(authority);
        }
        let folder = self.folder.as_deref().ok_or(AuthorityError::NoFolder)?;
        let opened = Authority::open(folder, &self.names)?;
        let path = opened.path();
        if opened.replaced {
            warn!(
                "the certificate authority was made anew: let clients trust {} again",
                path.display()
            );
        } else {
            info!("certificates are signed by the authority {}", path.display());
        }
        Ok(self.authority.get_or_init(|| opened))
    }

    fn encryption(&self, shown: Arc<CertifiedKey>) -> Result<ServerConfig, rustls::Error> {
        let mut config = builder()?.with_cert_resolver(Arc::new(SingleCertAndKey::from(shown)));
        config.alpn_protocols = vec![HTTP.to_vec()];
        if let Some(tickets) = self.tickets.get_or_init(|| ring::Ticketer::new().ok()) {
            config.ticketer = Arc::clone(tickets);
        }
        Ok(config)
    }
}

/// What refuses every client, in the words of the protocol.
pub fn refusing() -> Result<Arc<ServerConfig>, rustls::Error> {
    Ok(Arc::new(builder()?.with_cert_resolver(Arc::new(ResolvesServerCertUsingSni::new()))))
}

fn provider() -> CryptoProvider {
    ring::default_provider()
}

fn builder() -> Result<ConfigBuilder<ServerConfig, WantsServerCert>, rustls::Error> {
    let builder = ServerConfig::builder_with_provider(Arc::new(provider()));
    Ok(builder.with_protocol_versions(rustls::ALL_VERSIONS)?.with_no_client_auth())
}

/// Whether a certificate is for a name.
fn is_for(certified: &CertifiedKey, name: &str) -> bool {
    let Ok(name) = ServerName::try_from(name) else { return false };
    let parsed = certified.cert.first().and_then(|it| ParsedCertificate::try_from(it).ok());
    parsed.is_some_and(|it| verify_server_name(&it, &name).is_ok())
}
