//! TLS to a server, and which certificates are trusted.

use std::{io, path::Path, sync::Arc};

use rustls::{
    AlertDescription, CertificateError, ClientConfig, Error, RootCertStore,
    crypto::ring,
    pki_types::{CertificateDer, ServerName, pem::PemObject},
};
use tokio::{net::TcpStream, runtime, time};
use tokio_rustls::{TlsConnector, client::TlsStream};

use super::PATIENCE;
use crate::tls::authority::certificate_in;

/// The certificate of the authority that is kept in a folder, if it can be read.
pub(in crate::cli) fn authority(folder: &Path) -> Option<CertificateDer<'static>> {
    CertificateDer::from_pem_file(certificate_in(folder)).ok()
}

/// What commands trust: the authority in this folder, if there is one, and what the system trusts.
pub(super) fn roots(folder: Option<&Path>) -> RootCertStore {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates(folder.and_then(authority));
    // What cannot be read of the system's is not trusted.
    roots.add_parsable_certificates(rustls_native_certs::load_native_certs().certs);
    roots
}

/// Why TLS does not begin.
#[derive(Debug)]
pub(in crate::cli) enum Refusal {
    /// The server's certificate is signed by an authority that is not trusted.
    Untrusted,
    /// What answers speaks no TLS.
    NoTls,
    /// Something else.
    Other(io::Error),
}

impl Refusal {
    fn of(e: io::Error) -> Self {
        match e.get_ref().and_then(|it| it.downcast_ref()) {
            Some(Error::InvalidCertificate(CertificateError::UnknownIssuer)) => Self::Untrusted,
            Some(Error::InvalidMessage(_)) => Self::NoTls,
            _ => Self::Other(e),
        }
    }

    /// It in words, with what to do, where the server is called by this name.
    pub(in crate::cli) fn said(&self, name: &str) -> String {
        let e = match self {
            Self::Untrusted => {
                return format!(
                    "the certificate for {name} is signed by an authority that this machine does not trust: set \
                     LOCALYUN_CA_DIR to the folder of the server's authority, or SSL_CERT_FILE to a file with its \
                     certificate, which `localyun ca` prints where the server runs"
                );
            }
            Self::NoTls => {
                return "what answers there speaks no TLS: write http:// instead of https://"
                    .into();
            }
            Self::Other(e) => e,
        };
        match e.get_ref().and_then(|it| it.downcast_ref()) {
            Some(Error::InvalidCertificate(why)) => {
                format!("the certificate for {name} cannot be accepted: {why}")
            }
            Some(Error::AlertReceived(
                AlertDescription::AccessDenied | AlertDescription::UnrecognisedName,
            )) => {
                format!("the server has no certificate for {name}: start it with --tls-name {name}")
            }
            _ => format!("TLS cannot begin: {e}"),
        }
    }
}

/// Begins TLS with a server that is called by a name or an address.
pub(super) async fn over(
    stream: TcpStream,
    name: &str,
    roots: RootCertStore,
) -> Result<TlsStream<TcpStream>, Refusal> {
    let other = |e: Error| Refusal::Other(io::Error::other(e));
    let config = ClientConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_protocol_versions(rustls::ALL_VERSIONS)
        .map_err(other)?
        .with_root_certificates(roots)
        .with_no_client_auth();
    let server = ServerName::try_from(name.to_owned());
    let server = server.map_err(|e| Refusal::Other(io::Error::other(e)))?;
    let connector = TlsConnector::from(Arc::new(config));
    connector.connect(server, stream).await.map_err(Refusal::of)
}

/// Begins TLS with a server that is called by `name`, and ends it, where only this authority is trusted.
pub(in crate::cli) fn try_out(
    (host, port): (&str, u16),
    name: &str,
    authority: &CertificateDer<'static>,
) -> Result<(), Refusal> {
    let mut roots = RootCertStore::empty();
    roots.add_parsable_certificates([authority.clone()]);
    let runtime = runtime::Builder::new_current_thread().enable_all().build();
    runtime.map_err(Refusal::Other)?.block_on(async {
        let trying = async {
            let stream = TcpStream::connect((host, port)).await.map_err(Refusal::Other)?;
            over(stream, name, roots).await.map(drop)
        };
        let late = |_| Refusal::Other(io::ErrorKind::TimedOut.into());
        time::timeout(PATIENCE, trying).await.map_err(late)?
    })
}
