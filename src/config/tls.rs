//! TLS and the folder of the certificate authority.

use std::path::PathBuf;

use clap::Args;

use crate::tls;

use super::{folder, host};

/// How to speak TLS.
#[derive(Args, Clone, Debug)]
#[command(next_help_heading = "TLS and proxy")]
pub struct TlsOptions {
    /// Which protocols the port speaks.
    #[arg(long, env = "LOCALYUN_TLS", value_enum, default_value_t)]
    pub tls: tls::Mode,

    /// A certificate of one's own, as PEM, with the chain that leads to it. It is shown to clients that ask for a name of it, or
    /// for one that the authority does not sign for.
    #[arg(long, env = "LOCALYUN_TLS_CERT", value_name = "FILE", requires = "tls_key")]
    pub tls_cert: Option<PathBuf>,

    /// Its private key, as PEM.
    #[arg(long, env = "LOCALYUN_TLS_KEY", value_name = "FILE", requires = "tls_cert")]
    pub tls_key: Option<PathBuf>,

    #[command(flatten)]
    #[expect(missing_docs, reason = "a doc comment here would change the help of the command")]
    pub folder: CaFolder,
}

/// Where the certificate authority is, and what it signs for.
#[derive(Args, Clone, Debug)]
pub struct CaFolder {
    /// The folder that keeps the certificate authority. [default: `localyun` in the user's folder of data]
    #[arg(long, env = "LOCALYUN_CA_DIR", value_name = "DIR")]
    ca_dir: Option<PathBuf>,

    /// A name or an address besides `localhost` and the vendor's hosts that the server is called by over HTTPS. May be repeated.
    #[arg(long = "tls-name", env = "LOCALYUN_TLS_NAME", value_name = "NAME", value_delimiter = ',', value_parser = host)]
    pub names: Vec<String>,
}

impl CaFolder {
    /// Whether a folder is where one is to be; if not, why.
    pub(super) fn check(&self) -> Result<(), String> {
        match &self.ca_dir {
            Some(path) if path.exists() && !path.is_dir() => {
                Err(format!("a value of --ca-dir is wrong: {} is no folder", path.display()))
            }
            _ => Ok(()),
        }
    }

    /// The folder; `None` if the user has none.
    #[must_use]
    pub fn path(&self) -> Option<PathBuf> {
        self.ca_dir.clone().or_else(default_ca_folder)
    }
}

/// The folder of the certificate authority that commands trust: that of `LOCALYUN_CA_DIR`, or the user's.
#[must_use]
pub fn ca_folder() -> Option<PathBuf> {
    folder("LOCALYUN_CA_DIR").or_else(default_ca_folder)
}

/// `localyun` in the user's folder of data.
fn default_ca_folder() -> Option<PathBuf> {
    let data = if cfg!(windows) {
        folder("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        folder("HOME").map(|home| home.join("Library/Application Support"))
    } else {
        folder("XDG_DATA_HOME").or_else(|| Some(folder("HOME")?.join(".local/share")))
    };
    Some(data?.join("localyun"))
}
