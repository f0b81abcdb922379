//! Whether a server that runs shows certificates of the authority that its clients are told to trust.

use std::path::{Path, PathBuf};

use rustls::pki_types::CertificateDer;
use serde_json::Value;

use super::{
    ask::secure::{self, Refusal},
    server::place,
    status,
};
use crate::{catalog::VENDOR_DOMAIN, tls::authority::certificate_in};

/// Where a server keeps the certificate of its authority, as its health says.
pub(super) fn of_server(health: &Value) -> Option<PathBuf> {
    health["authority"].as_str().map(PathBuf::from)
}

/// What to do where a server has another authority than that in `folder`.
pub(super) fn advice(of_server: Option<&Path>, folder: &Path) -> String {
    let folder = folder.display();
    let start = format!("start the server with --ca-dir {folder}");
    match of_server.and_then(Path::parent) {
        Some(theirs) if theirs.is_dir() => format!(
            "set LOCALYUN_CA_DIR={} for clients (`exec`, `env` and `ca` also take --ca-dir), or {start}",
            theirs.display()
        ),
        Some(theirs) => format!(
            "copy the folder of the server's authority, {} where it runs, to here and name it with LOCALYUN_CA_DIR, or {start}",
            theirs.display()
        ),
        None => format!("set LOCALYUN_CA_DIR to the folder of the server's authority, or {start}"),
    }
}

/// Why clients that trust the authority in `folder` fail to call the cloud's hosts by HTTPS at the server of this URL, with what to
/// do; `None` if they do not, or that is not known.
pub(super) fn refused_by_clients(
    url: &str,
    folder: &Path,
    authority: &CertificateDer<'static>,
) -> Option<String> {
    let host = format!("sts.{VENDOR_DOMAIN}");
    match secure::try_out(place(url)?, &host, authority) {
        Err(Refusal::Untrusted) => {
            let theirs = status::health(url).ok().as_ref().and_then(of_server);
            let shown =
                theirs.as_deref().map_or_else(String::new, |it| format!(", {}", it.display()));
            Some(format!(
                "the certificates of {url} are signed by another authority{shown} than the one that clients are told to trust, {}: their \
                 calls over HTTPS will fail: {}",
                certificate_in(folder).display(),
                advice(theirs.as_deref(), folder)
            ))
        }
        Err(Refusal::NoTls) => Some(format!(
            "{url} speaks plain HTTP alone: calls over HTTPS will fail: start the server without --tls off"
        )),
        Ok(()) | Err(Refusal::Other(_)) => None,
    }
}
